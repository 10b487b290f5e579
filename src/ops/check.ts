import { checkTickets } from "../plan/check/check-tickets.ts";
import { ACCEPTED, type CheckedTicket, checkedTicket } from "../plan/check/checked-ticket.ts";
import { fixesOf } from "../plan/check/fixes.ts";
import type { CheckFinding } from "../plan/check/found.ts";
import { type Health, healthOf } from "../plan/check/health.ts";
import { refinementReport } from "../plan/check/report.ts";
import type { CheckInput } from "../plan/check/surroundings.ts";
import type { World } from "../ports/world.ts";
import type { Finding } from "../std/finding.ts";
import { err, ok, type Result } from "../std/result.ts";
import { openBacklog } from "../store/backlog.ts";
import { findTicket } from "../store/read/find-ticket.ts";
import { loadTicket, readStored } from "../store/read/read-ticket.ts";
import { loadSettings } from "../store/settings-cache.ts";
import { transact } from "../store/write/transaction.ts";
import { editTicket } from "../ticket/edit.ts";
import { type Asked, type Desk, newEvent, now, openDesk } from "./_change-ticket.ts";
import { oneOfNeeded, textEmpty, warningNotFound } from "./faults.ts";
import { type Call, type InputOf, op } from "./op.ts";
import { withCheckInput } from "./refine/_checked-backlog.ts";

/** What the checks came to. */
export interface Checked {
  readonly findings: readonly CheckFinding[];
  /** Tickets that were looked at. */
  readonly tickets: number;
  /** Accepted warnings count as info. */
  readonly counts: Readonly<Record<Finding["severity"], number>>;
  /** Over everything only. */
  readonly health?: Health;
  /** The refinement as Markdown, when it was asked for. */
  readonly report?: string;
  readonly fixed?: readonly { readonly ticket: string; readonly what: readonly string[] }[];
  readonly accepted?: { readonly ticket: string; readonly code: string; readonly reason: string };
  readonly strict?: true;
  readonly dryRun?: true;
}

const INPUT = {
  ids: {
    type: "strings",
    position: 0,
    describe: "Only these tickets, each by its id or a unique beginning.",
    word: "id",
  },
  all: { type: "boolean", describe: "Every open ticket, and the backlog as a whole; the same as no id." },
  fix: { type: "boolean", describe: "Mend what needs no choice, in one commit." },
  report: { type: "boolean", describe: "Give the refinement as a Markdown page." },
  accept: { type: "string", describe: "Accept the warning of this code of one ticket.", word: "code" },
  reason: { type: "string", short: "r", describe: "Why the warning is accepted; kept in the thread." },
  strict: { type: "boolean", describe: "Warnings count as errors for the exit code." },
} as const;

type Given = InputOf<typeof INPUT>;

/** Checks what tickets say. */
export const checkOp = op({
  name: "check",
  summary: "Check what tickets say, alone, against each other and against the code",
  about:
    "Where docket doctor looks at the form of files, this looks at what stands in them. Errors keep a ticket from being promoted to ready; a warning can be accepted with a reason, and stays listed. Without ids it goes over every open ticket and also looks for doublets, and gives a score of health. docket refine is its other name. docs/checking.md has each check.",
  examples: [
    "docket check --all --json || test $? = 1",
    "docket check k3f || test $? = 1",
    "docket check --fix --dry-run || test $? = 1",
  ],
  group: "plan",
  effect: "write",
  input: INPUT,
  async run(world, call, given): Promise<Result<Checked>> {
    const isWhole = (given.ids ?? []).length === 0;
    if (given.all === true && !isWhole) return err(oneOfNeeded({ flags: "--all and ids" }));
    if (given.accept !== undefined) return accept({ world, call }, given, given.accept);
    return given.fix === true ? fix({ world, call }, given) : look({ world, call }, given);
  },
  exitOf: ({ counts, strict }) => (counts.error > 0 || (strict === true && counts.warning > 0) ? "findings" : "ok"),
});

interface Reading {
  readonly input: CheckInput;
  readonly ids: ReadonlySet<string>;
}

/** Reads the backlog once and gives it to a decision. */
async function reading<Output>(
  { world, call }: Asked,
  given: Given,
  decide: (reading: Reading) => Promise<Result<Output>> | Result<Output>,
): Promise<Result<Output>> {
  const backlog = await openBacklog(world, call.cwd);
  if (!backlog.ok) return backlog;
  const settings = await loadSettings(backlog.value);
  if (!settings.ok) return settings;
  const ids = new Set<string>();
  for (const query of given.ids ?? []) {
    const found = findTicket(backlog.value, query);
    if (!found.ok) return found;
    ids.add(found.value.id);
  }
  const from = { world, backlog: backlog.value, settings: settings.value, cwd: call.cwd };
  return withCheckInput(from, (input) => decide({ input, ids }));
}

const look = (asked: Asked, given: Given): Promise<Result<Checked>> =>
  reading(asked, given, (read) => ok(answer(read, given)));

function answer({ input, ids }: Reading, given: Given): Checked {
  const isWhole = ids.size === 0;
  const findings = checkTickets(input, isWhole ? "everything" : { ids });
  const tickets = isWhole ? input.tickets : input.tickets.filter(({ id }) => ids.has(id));
  const count = (severity: Finding["severity"]): number => findings.filter((one) => one.severity === severity).length;
  const health = healthOf(findings, tickets.length);
  const day = new Date(input.now).toISOString().slice(0, 10);
  return {
    findings,
    tickets: tickets.length,
    counts: { error: count("error"), warning: count("warning"), info: count("info") },
    ...(isWhole ? { health } : {}),
    ...(given.report === true ? { report: refinementReport({ tickets, findings, health, day }) } : {}),
    ...(given.strict === true ? { strict: true as const } : {}),
  };
}

/** Mends in one transaction what needs no choice, and looks again. */
async function fix(asked: Asked, given: Given): Promise<Result<Checked>> {
  const { world, call } = asked;
  const desk = await openDesk(world, call, "check --fix");
  if (!desk.ok) return desk;
  const fixed = await reading(asked, given, ({ input, ids }) => {
    const needsFix = (ticket: CheckedTicket): boolean =>
      fixesOf(ticket, input.code, sectionsOf(input)).edits.length > 0;
    const wanted = input.tickets.filter((ticket) => (ids.size === 0 || ids.has(ticket.id)) && needsFix(ticket));
    return wanted.length === 0 ? ok([]) : write({ world, desk: desk.value, input }, wanted);
  });
  if (!fixed.ok) return fixed;
  const after = await look(asked, given);
  return after.ok ? ok({ ...after.value, fixed: fixed.value, ...dryRunOf(call) }) : after;
}

const sectionsOf = ({ limits }: CheckInput): readonly string[] => limits.requiredSections;

interface Writing {
  readonly world: World;
  readonly desk: Desk;
  readonly input: CheckInput;
}

type Mended = NonNullable<Checked["fixed"]>;

/** Decides anew under the lock, so that what somebody wrote meanwhile stands. */
function write({ world, desk, input }: Writing, wanted: readonly CheckedTicket[]): Promise<Result<Mended>> {
  const { backlog, author, writing } = desk;
  return transact(backlog, writing, () => {
    const changes = [];
    const mended = [];
    for (const { id, path } of wanted) {
      const stored = readStored(backlog, { path });
      if (!stored.ok || stored.value.ticket.id !== id) continue;
      const { bytes, text, ticket } = stored.value;
      const { edits, told } = fixesOf(checkedTicket(path, ticket), input.code, sectionsOf(input));
      const note = { kind: "edit", attributes: { changed: "check --fix" }, body: told.join("\n") };
      const all = [...edits, { set: "updated", to: now(world) }, newEvent(world, author, note)];
      const edited = edits.length === 0 ? undefined : editTicket(text, all);
      if (edited?.ok !== true) continue;
      changes.push({ path, before: bytes, after: edited.value });
      mended.push({ ticket: id, what: told });
    }
    const message = `Mend what docket check found in ${changes.length} ${changes.length === 1 ? "ticket" : "tickets"}`;
    return ok({ set: { message, changes }, output: mended });
  });
}

/** Writes down that a warning is known and why it may stand; it is listed all the same. */
async function accept(asked: Asked, given: Given, code: string): Promise<Result<Checked>> {
  const { world, call } = asked;
  const reason = given.reason?.trim() ?? "";
  if (given.ids?.length !== 1) return err(oneOfNeeded({ flags: "--accept with exactly one id, or neither" }));
  if (reason === "") return err(textEmpty({ input: "reason" }));
  const desk = await openDesk(world, call, "check --accept");
  if (!desk.ok) return desk;
  const before = await reading(asked, given, (read) => ok({ read, found: answer(read, given) }));
  if (!before.ok) return before;
  const [id = ""] = before.value.read.ids;
  const isThere = before.value.found.findings.some((one) => one.code === code && one.severity === "warning");
  if (!isThere) return err(warningNotFound({ id, code }));
  const written = await transact(desk.value.backlog, desk.value.writing, () => {
    const stored = loadTicket(desk.value.backlog, id);
    if (!stored.ok) return stored;
    const event = newEvent(world, desk.value.author, { kind: ACCEPTED, attributes: { code }, body: reason });
    const edited = editTicket(stored.value.text, [{ set: "updated", to: now(world) }, event]);
    if (!edited.ok) return edited;
    const changes = [{ path: stored.value.path, before: stored.value.bytes, after: edited.value }];
    return ok({ set: { message: `${id}: accept ${code}`, changes }, output: undefined });
  });
  if (!written.ok) return written;
  const after = await look(asked, given);
  return after.ok ? ok({ ...after.value, accepted: { ticket: id, code, reason }, ...dryRunOf(call) }) : after;
}

const dryRunOf = (call: Call): { readonly dryRun?: true } => (call.dryRun ? { dryRun: true } : {});
