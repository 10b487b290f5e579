import { execFileSync } from "node:child_process";

/** One commit of a past that a test makes up. */
export interface Told {
  /** Committed then, whatever the commit before it says. */
  readonly at: string;
  /** Files by path; undefined takes one away. */
  readonly files: Readonly<Record<string, string | undefined>>;
  /** Places in the list of commits, from 0; the one before it unless told. */
  readonly from?: readonly number[];
}

/** Writes a past as a branch, in place of what that branch was. Checkouts of it are left as they are. */
export function writePast(root: string, branch: string, commits: readonly Told[]): void {
  const parts: string[] = [];
  for (const [place, { at, files, from = place === 0 ? [] : [place - 1] }] of commits.entries()) {
    if (from.length === 0) parts.push(`reset refs/heads/${branch}\n`);
    const when = `${Date.parse(at) / 1000} +0000`;
    parts.push(
      `commit refs/heads/${branch}\nmark :${place + 1}\ncommitter mika <mika@example.org> ${when}\n${data("told")}`,
    );
    for (const [at, parent] of from.entries()) parts.push(`${at === 0 ? "from" : "merge"} :${parent + 1}\n`);
    for (const [path, text] of Object.entries(files)) {
      parts.push(text === undefined ? `D ${path}\n` : `M 100644 inline ${path}\n${data(text)}`);
    }
  }
  execFileSync("git", ["fast-import", "--quiet", "--force"], { cwd: root, input: parts.join("") });
}

const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`;
