import { join } from "node:path";
import { type CodeLines, codeAt, codeLines, lineText } from "./_line-text.ts";
import { MAX_QUOTED_FILE_BYTES } from "./_tool-limits.ts";
import type { Look } from "./source.ts";

/** Reads the code that problems are about. */
export interface Code {
  /** What is at a place; undefined where the file or the line cannot be read. */
  at(place: CodePlace): CodeText | undefined;
}

export interface CodePlace {
  readonly file: string;
  readonly line: number;
  readonly column?: number;
}

export interface CodeText {
  /** What stays of it when it is moved and reformatted. */
  readonly code: string;
  readonly line: string;
}

/** One file is kept at a time, so ask for all places of a file one after the other. */
export function codeOf({ world, root }: Pick<Look, "world" | "root">): Code {
  let [kept, lines]: [string | undefined, CodeLines] = [undefined, codeLines("")];
  return {
    at: ({ file, line, column }) => {
      if (file !== kept) [kept, lines] = [file, readLines({ world, root }, file)];
      const code = codeAt(lines, line, column);
      return code === undefined ? undefined : { code, line: lineText(lines.lines[line - 1] ?? "") };
    },
  };
}

/** Empty for what is no plain file inside the root: a link may lead anywhere. */
function readLines({ world, root }: Pick<Look, "world" | "root">, file: string): CodeLines {
  const path = join(root, file);
  const isPlain =
    world.files.stat(path)?.isFile() === true && world.files.realPath(path)?.startsWith(`${root}/`) === true;
  if (!isPlain) return codeLines("");
  const bytes = world.files.read(path, MAX_QUOTED_FILE_BYTES);
  return codeLines(bytes.ok ? new TextDecoder().decode(bytes.value) : "");
}
