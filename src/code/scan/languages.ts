import type { Language } from "./_language.ts";
import { c, cpp } from "./c.ts";
import { csharp } from "./csharp.ts";
import { go } from "./go.ts";
import { java } from "./java.ts";
import { javascript, typescript } from "./javascript.ts";
import { php } from "./php.ts";
import { python } from "./python.ts";
import { ruby } from "./ruby.ts";
import { rust } from "./rust.ts";
import { shell } from "./shell.ts";

/** Every language whose declarations are found; of all other texts the lines are counted. */
const languages: readonly Language[] = [
  javascript,
  typescript,
  python,
  go,
  rust,
  java,
  csharp,
  ruby,
  php,
  c,
  cpp,
  shell,
];

const byEnding = new Map(languages.flatMap((language) => language.extensions.map((end) => [end, language] as const)));
const byName = new Map(
  languages.flatMap((language) => (language.files ?? []).map((name) => [name, language] as const)),
);
const SHEBANG: readonly (readonly [RegExp, Language])[] = [
  [/\b(?:ba|z|k|da)?sh\b/, shell],
  [/\bpython/, python],
  [/\b(?:node|deno|bun)\b/, javascript],
  [/\bruby\b/, ruby],
  [/\bphp\b/, php],
];

/** The language of a file by its name, or by its first line where the name has no ending. */
export function languageOf(path: string, text: string): Language | undefined {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const dot = name.lastIndexOf(".");
  if (dot > 0) return byEnding.get(name.slice(dot + 1).toLowerCase()) ?? byName.get(name);
  const named = byName.get(name);
  if (named !== undefined || !text.startsWith("#!")) return named;
  const first = text.slice(0, text.indexOf("\n") < 0 ? 200 : Math.min(200, text.indexOf("\n")));
  return SHEBANG.find(([sign]) => sign.test(first))?.[1];
}

export const languageNamed = (path: string, text: string): string | undefined => languageOf(path, text)?.name;
