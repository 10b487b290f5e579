import { ok, type Result } from "../../std/result.ts";
import type { Backlog } from "../backlog.ts";
import { gitText } from "../git-calls.ts";

export interface Commit {
  readonly commit: string;
  readonly at: string;
  readonly author: string;
  readonly subject: string;
}

/** Commits that changed one file of the backlog, newest first; none where the backlog is not committed by Docket. */
export async function ticketCommits(
  { home, world }: Backlog,
  path: string,
  limit: number,
): Promise<Result<readonly Commit[]>> {
  if (home.kind === "plain") return ok([]);
  const format = "--format=%H%x09%aI%x09%an%x09%s";
  const log = await gitText(world.git, {
    cwd: home.folder,
    args: ["log", "--encoding=UTF-8", format, `--max-count=${limit}`, "--", path],
  });
  // A repository without any commit yet has no history; that is no failure.
  if (!log.ok) return log.fault.message.includes("does not have any commits") ? ok([]) : log;
  const lines = log.value.split("\n").filter((line) => line !== "");
  return ok(
    lines.map((line) => {
      const [commit = "", at = "", author = "", ...subject] = line.split("\t");
      return { commit, at: at.replace("+00:00", "Z"), author, subject: subject.join("\t") };
    }),
  );
}
