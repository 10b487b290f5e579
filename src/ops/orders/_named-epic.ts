import { err, ok, type Result } from "../../std/result.ts";
import type { Backlog } from "../../store/backlog.ts";
import { readEpics } from "../../store/epics-file.ts";
import { epicUnknown } from "../../store/settings/epic-faults.ts";

/** Refuses an epic that is not in the registry: work that nobody finds is not the answer to a slip. */
export async function checkNamedEpic(backlog: Backlog, epic: string | undefined): Promise<Result<void>> {
  if (epic === undefined) return ok(undefined);
  const known = (await readEpics(backlog)).map(({ id }) => id);
  return known.includes(epic) ? ok(undefined) : err(epicUnknown({ id: epic, known }));
}
