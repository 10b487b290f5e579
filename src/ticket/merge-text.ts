import { diff3 } from "./_diff3.ts";

export interface TextSides {
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
}

/** Merges plain text line by line; where both sides changed the same lines, theirs stand, and the clash is counted. */
export function mergeText({ base, ours, theirs }: TextSides): { readonly text: string; readonly clashes: number } {
  const lines: string[] = [];
  let clashes = 0;
  for (const stretch of diff3({ base: base.split("\n"), left: ours.split("\n"), right: theirs.split("\n") })) {
    if ("lines" in stretch) lines.push(...stretch.lines);
    else {
      clashes += 1;
      lines.push(...stretch.right);
    }
  }
  return { text: lines.join("\n"), clashes };
}
