import type { Language } from "./language.ts";
import { languages, programs } from "./languages.ts";

/** How much of a text is looked at for the name of a program. */
const FIRST_LINE_CHARS = 200;

const byName = new Map(
  languages.flatMap(([language, names]) => names.split(" ").map((name) => [name, language] as const)),
);

/** The language of a file, by its name or by the program that its first line names; undefined where comments mean nothing to us. */
export function languageOf(path: string, text: string): Language | undefined {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return byName.get(name) ?? byEnding(name) ?? (name.includes(".") ? undefined : byProgram(text));
}

/** Whether a file has to be opened at all to know its language. */
export function mayHaveLanguage(path: string): boolean {
  return !path.slice(path.lastIndexOf("/") + 1).includes(".") || languageOf(path, "") !== undefined;
}

/** The longest ending counts; `.gitignore` is one as well, `Dockerfile.dev` begins with its name. */
function byEnding(name: string): Language | undefined {
  for (let at = name.indexOf("."); at >= 0; at = name.indexOf(".", at + 1)) {
    const ending = name.slice(at);
    const language = byName.get(ending) ?? byName.get(ending.toLowerCase());
    if (language !== undefined) return language;
  }
  return /^(?:Dockerfile|Makefile|Jenkinsfile|Containerfile)\./.test(name)
    ? byName.get(name.slice(0, name.indexOf(".")))
    : undefined;
}

function byProgram(text: string): Language | undefined {
  if (!text.startsWith("#!")) return undefined;
  const [line = ""] = text.slice(0, FIRST_LINE_CHARS).split("\n");
  return programs.find(([program]) => program.test(line))?.[1];
}
