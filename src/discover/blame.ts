import { oneLine } from "../findings/quote.ts";
import type { Git } from "../ports/git.ts";
import { MAX_FACT_CHARS } from "./_files-limits.ts";

interface Line {
  readonly root: string;
  readonly path: string;
  readonly line: number;
}

/**
 * Who wrote a line and on which day, as facts of an atom; nothing where git cannot tell, as for a line that is in no commit. It costs a
 * walk through the file's history: ask for what becomes a ticket, not for every atom.
 */
export async function blameOf(git: Git, { root, path, line }: Line): Promise<Readonly<Record<string, string>>> {
  const answer = await git.run({ cwd: root, args: ["blame", "--porcelain", "-L", `${line},${line}`, "--", path] });
  if (!answer.ok || answer.value.code !== 0) return {};
  const text = new TextDecoder().decode(answer.value.stdout);
  const author = /^author (.+)$/m.exec(text)?.[1];
  const seconds = Number(/^author-time (\d{1,12})$/m.exec(text)?.[1]);
  if (/^0{40,}/.test(text) || author === undefined || !Number.isFinite(seconds)) return {};
  return { author: oneLine(author, MAX_FACT_CHARS), since: new Date(seconds * 1000).toISOString().slice(0, 10) };
}
