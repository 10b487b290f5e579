import type { Git } from "../../ports/git.ts";
import { err, ok, type Result } from "../../std/result.ts";
import { gitFailed } from "../../store/faults.ts";
import { gitText } from "../../store/git-calls.ts";
import { identity } from "../../store/write/commit.ts";
import type { Claim, ClaimContent } from "./claim.ts";
import { claimText, readClaimText } from "./claim-text.ts";

/** Where git is called. */
export interface Place {
  readonly git: Git;
  readonly cwd: string;
  /** The empty tree, where it is known to be there as an object. */
  readonly emptyTree?: string | undefined;
}

/** What a claim's ref points to. */
export type Tip =
  | { readonly is: "claim"; readonly commit: string; readonly parent: string | undefined; readonly claim: Claim }
  | { readonly is: "damaged"; readonly commit: string; readonly parent: string | undefined; readonly problem: string };

export interface GitObject {
  readonly oid: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** Understands an object as a claim; whatever it is instead becomes a problem in words. */
export function tipOf({ oid, type, bytes }: GitObject, ticket: string): Tip {
  const text = new TextDecoder().decode(bytes);
  const head = text.slice(0, text.indexOf("\n\n") + 1);
  const parent = /^parent ([0-9a-f]+)$/m.exec(head)?.[1];
  const damaged = (problem: string): Tip => ({ is: "damaged", commit: oid, parent, problem });
  if (type !== "commit") return damaged(`it is a ${type}`);
  const read = readClaimText(text.slice(head.length + 1));
  if (!read.ok) return damaged(read.problem);
  if (read.claim.ticket !== ticket) return damaged(`it speaks of ${read.claim.ticket}`);
  return { is: "claim", commit: oid, parent, claim: { ...read.claim, commit: oid } };
}

/** Objects by name through one call; those that are not there are left out. */
export async function readObjects(
  { git, cwd }: Place,
  names: readonly string[],
): Promise<Result<ReadonlyMap<string, GitObject>>> {
  const found = new Map<string, GitObject>();
  if (names.length === 0) return ok(found);
  const args = ["cat-file", "--batch"];
  const answer = await git.run({ cwd, args, input: names.map((name) => `${name}\n`).join("") });
  if (!answer.ok) return answer;
  const { code, stdout, stderr } = answer.value;
  if (code !== 0) return err(gitFailed({ args, stderr }));
  let at = 0;
  for (const name of names) {
    const end = stdout.indexOf(10, at);
    const head = new TextDecoder().decode(stdout.subarray(at, end));
    const [, oid, type, size] = /^([0-9a-f]+) ([a-z]+) (\d+)$/.exec(head) ?? [];
    at = end + 1;
    if (oid === undefined || type === undefined) continue;
    const last = at + Number(size);
    found.set(name, { oid, type, bytes: stdout.subarray(at, last) });
    at = last + 1;
  }
  return ok(found);
}

export interface CommitOrder {
  readonly content: ClaimContent;
  readonly parent: string | undefined;
  readonly email: string;
  readonly atMs: number;
}

/** Writes the commit of a claim: an empty tree and a message. Nothing points to it yet. */
export async function writeClaim({ git, cwd, emptyTree }: Place, order: CommitOrder): Promise<Result<Claim>> {
  // Git knows the empty tree without having it, but then calls it missing when it checks the repository.
  const tree = emptyTree === undefined ? await gitText(git, { cwd, args: ["mktree"] }) : ok(emptyTree);
  if (!tree.ok) return tree;
  const { content, parent, email, atMs } = order;
  const text = claimText(content);
  const back = readClaimText(text);
  if (!back.ok) throw new TypeError(`a claim was to be written that cannot be read: ${back.problem}`);
  const actor = { name: content.holder, kind: content.kind === "engine" ? "agent" : "person" } as const;
  const commit = await gitText(git, {
    cwd,
    args: ["commit-tree", tree.value, ...(parent === undefined ? [] : ["-p", parent])],
    input: text,
    env: identity({ actor, email, atMs }),
  });
  return commit.ok ? ok({ ...content, commit: commit.value }) : commit;
}
