import { type CheckedTicket, checkedTicket } from "../../plan/check/checked-ticket.ts";
import type { CheckInput, CheckLimits } from "../../plan/check/surroundings.ts";
import type { World } from "../../ports/world.ts";
import { err, type Result } from "../../std/result.ts";
import type { Backlog } from "../../store/backlog.ts";
import { allTickets } from "../../store/read/all-tickets.ts";
import { type StoredTicket, storedReader } from "../../store/read/read-ticket.ts";
import type { Settings } from "../../store/settings/schema.ts";
import { KINDS } from "../../ticket/kinds.ts";
import { isOpen } from "../../ticket/statuses.ts";
import { extraKinds } from "../_draft.ts";
import { codeFacts } from "../code/_facts.ts";
import { openCode } from "../code/_open-code.ts";

export interface CheckWith {
  readonly world: World;
  readonly backlog: Backlog;
  readonly settings: Settings;
  readonly cwd: string;
}

/** Whether a file is byte for byte as it was when it was checked. */
export type IsAsChecked = (stored: StoredTicket) => boolean;

/** Gives the open tickets and the code to a decision. Files that cannot be read as tickets are doctor's, and left out. */
export async function withCheckInput<Output>(
  { world, backlog, settings, cwd }: CheckWith,
  decide: (input: CheckInput, isAsChecked: IsAsChecked) => Promise<Result<Output>> | Result<Output>,
): Promise<Result<Output>> {
  const { summaries } = allTickets(backlog);
  const revisions = new Map<string, string>();
  const read = storedReader(backlog);
  const tickets = summaries.flatMap(({ path, status }): readonly CheckedTicket[] => {
    const stored = isOpen(status) ? read({ path }) : undefined;
    if (stored?.ok !== true) return [];
    revisions.set(path, stored.value.revision);
    return [checkedTicket(path, stored.value.ticket)];
  });
  const isAsChecked: IsAsChecked = ({ path, revision }) => revisions.get(path) === revision;
  const statuses = new Map(summaries.map(({ id, status }) => [id, status]));
  const input = { tickets, statuses, limits: limitsOf(settings), now: world.clock.now() };
  const code = await openCode(world, cwd);
  if (!code.ok) return code.fault.code === "no-code-here" ? decide({ ...input, code: undefined }, isAsChecked) : code;
  using index = code.value.index;
  const { facts, trouble } = await codeFacts(world, { root: code.value.root, index }, tickets);
  const outcome = await decide({ ...input, code: facts }, isAsChecked);
  const fault = trouble();
  return fault === undefined ? outcome : err(fault);
}

function limitsOf(settings: Settings): CheckLimits {
  const kinds = [...extraKinds(settings), ...KINDS];
  return { ...settings.checks, prefixes: new Map(kinds.map(({ prefix, name }) => [prefix, name])) };
}
