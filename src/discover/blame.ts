import { oneLine } from "../findings/quote.ts";
import type { Git } from "../ports/git.ts";
import { MAX_FACT_CHARS } from "./_files-limits.ts";

interface Lines {
  readonly root: string;
  readonly path: string;
  readonly lines: readonly number[];
}

/** Who wrote a line, and on which day. */
export interface Written {
  readonly author: string;
  readonly since: string;
}

/**
 * Who wrote some lines of a file, by their numbers; nothing where git cannot tell, as for a line that is in no commit. It costs one walk
 * through the file's history, however many lines are asked for: ask for what becomes a ticket, not for every atom.
 */
export async function blameOf(git: Git, { root, path, lines }: Lines): Promise<ReadonlyMap<number, Written>> {
  const ranges = [...new Set(lines)].sort((a, b) => a - b).flatMap((line) => ["-L", `${line},${line}`]);
  const answer = await git.run({ cwd: root, args: ["blame", "--porcelain", ...ranges, "--", path] });
  if (!answer.ok || answer.value.code !== 0) return new Map();
  return readBlame(new TextDecoder().decode(answer.value.stdout));
}

/** Of each commit git tells the author only once; the text of a line stands behind a tab. */
function readBlame(text: string): ReadonlyMap<number, Written> {
  const commitOf = new Map<number, string>();
  const told = new Map<string, { author?: string; seconds?: number }>();
  let commit = "";
  for (const line of text.split("\n")) {
    const [, name, number] = /^([0-9a-f]{40,64}) \d+ (\d+)/.exec(line) ?? [];
    const [, key, value = ""] = /^(author|author-time) (.+)$/.exec(line) ?? [];
    if (name !== undefined) {
      commit = name;
      commitOf.set(Number(number), name);
      if (!told.has(name)) told.set(name, {});
    } else if (key === "author") told.set(commit, { ...told.get(commit), author: oneLine(value, MAX_FACT_CHARS) });
    else if (key === "author-time") told.set(commit, { ...told.get(commit), seconds: Number(value) });
  }
  return new Map(
    [...commitOf].flatMap(([line, name]): readonly (readonly [number, Written])[] => {
      const { author, seconds = Number.NaN } = told.get(name) ?? {};
      // Commits are within a date's reach; a line in no commit has a name of noughts.
      if (/^0+$/.test(name) || author === undefined || !(Math.abs(seconds) < 1e12)) return [];
      return [[line, { author, since: new Date(seconds * 1000).toISOString().slice(0, 10) }]];
    }),
  );
}
