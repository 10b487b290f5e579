import type { Finding } from "../../std/finding.ts";
import { ok, type Result } from "../../std/result.ts";
import type { Backlog } from "../backlog.ts";
import { gitText } from "../git-calls.ts";
import { checkHead } from "../home/head.ts";
import { BACKLOG_REF } from "../home/home.ts";
import { chooseRemote, trackingRef } from "../sync/remote.ts";
import { strayPaths } from "../sync/stray.ts";
import { readJournal } from "../write/journal.ts";
import { finding } from "./rules.ts";

/** Where the branch, its worktree and the remote do not agree. Only a branch home has a history of its own. */
export async function historyFindings(backlog: Backlog): Promise<Result<readonly Finding[]>> {
  if (backlog.home.kind !== "branch") return ok([]);
  const [stray, unpushed] = await Promise.all([strayPaths(backlog), unpushedFindings(backlog)]);
  if (!stray.ok) return stray;
  // What a write that was cut off left is no edit by hand: it is told of by itself, and the next write finishes it.
  const pending = new Set(readJournal(backlog.world.files, backlog.home)?.changes.map(({ path }) => path));
  const edited = new Set(stray.value.filter((path) => !pending.has(path)));
  const edits = [...edited].map((path) =>
    finding("edit-unrecorded", path, {
      message: "changed by hand and in no commit yet",
      hint: "docket sync records it",
    }),
  );
  return ok([...headFindings(backlog), ...edits, ...unpushed]);
}

function headFindings({ home, world }: Backlog): readonly Finding[] {
  const head = checkHead(world.files, home);
  if (head.ok) return [];
  return [finding("home-displaced", "", { message: head.fault.message, hint: head.fault.hint })];
}

async function unpushedFindings(backlog: Backlog): Promise<readonly Finding[]> {
  const remote = await chooseRemote(backlog, undefined);
  if (!remote.ok) return [];
  const count = async (...args: readonly string[]): Promise<readonly number[] | undefined> => {
    const counted = await gitText(backlog.world.git, {
      cwd: backlog.home.folder,
      args: ["rev-list", "--count", ...args],
    });
    return counted.ok ? counted.value.split("\t").map(Number) : undefined;
  };
  const both = await count("--left-right", `${BACKLOG_REF}...${trackingRef(remote.value)}`);
  const [ours = 0, theirs = 0] = both ?? (await count(BACKLOG_REF)) ?? [];
  const parts = [
    ...(ours > 0 ? [`${commits(ours)} here ${areNot(ours)} on ${remote.value} yet`] : []),
    ...(theirs > 0 ? [`${commits(theirs)} of ${remote.value} ${areNot(theirs)} merged here yet`] : []),
  ];
  if (parts.length === 0) return [];
  const message = parts.join(", ");
  return [finding("commits-unpushed", "", { message, hint: "docket sync exchanges them" })];
}

const commits = (count: number): string => (count === 1 ? "1 commit" : `${count} commits`);

const areNot = (count: number): string => (count === 1 ? "is not" : "are not");
