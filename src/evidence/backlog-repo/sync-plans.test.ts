import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../../../test/rounds.ts";
import { BUCKETS } from "./buckets.ts";
import type { LedgerRecord } from "./ledger-value.ts";
import { type Plan, readPlan } from "./plan.ts";
import { type PlanState, type Synced, syncPlans } from "./sync-plans.ts";

const AT = "2026-03-01T11:00:00Z";
const LATER = "2026-03-02T11:00:00Z";
const ATOM = "shop/20260301T101500Z/codex/0:confusion_point:1";
const OTHER = "shop/20260301T101500Z/codex/0:confusion_point:2";
const ERROR = "shop/20260301T101500Z/codex/0:error_json:3";
const FAILURE = "shop/20260301T101500Z/codex/0:run_failure_event:1";
const [F, G] = ["aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb"];

const nameOf = (fingerprint: string): string => `20260301_${fingerprint}_x.md`;
const pathOf = (bucket: string, fingerprint = F): string => `.agents/plans/${bucket}/${nameOf(fingerprint)}`;

function plan(bucket: string, evidence: readonly string[], fingerprint = F): Plan {
  const text = `## Evidence atom ids\n${evidence.map((id) => `- \`${id}\``).join("\n")}\n`;
  const read = readPlan({ root: ".", path: pathOf(bucket, fingerprint), bucket, text });
  if (read === undefined) throw new Error(bucket);
  return read;
}

function sync(entries: readonly LedgerRecord[], plans: readonly Plan[], more: Partial<PlanState> = {}): Synced {
  const paths = new Set(plans.map(({ path }) => path));
  const state = {
    plans,
    roots: [{ folder: "/srv/ada/shop", name: "." }],
    bucketsScanned: 1,
    isWhole: true,
    tickets: [],
    isThere: (path: string) => paths.has(path),
    ...more,
  };
  return syncPlans(
    { entries: new Map(entries.map((entry) => [String(entry.atom_id), entry])), sealed: new Set() },
    state,
    AT,
  );
}

test("a plan brings its atoms as far as its folder says, makes those that are missing, and is remembered", () => {
  const { changed, counts } = sync(
    [{ atom_id: ATOM, x: 1 }],
    [plan("1 - ideas", [ATOM, OTHER]), plan("2 - ready", [], G)],
  );
  expect(changed.get(ATOM)).toEqual({
    atom_id: ATOM,
    x: 1,
    status: "queued",
    fingerprints: [F],
    queue_paths: [pathOf("1 - ideas")],
    queue_owner_roots: ["."],
    derived_from_atom_ids: [],
    last_queue_status: "queued",
    last_queue_at: AT,
    last_plan_bucket: "1 - ideas",
    last_plan_seen_at: AT,
  });
  expect(changed.get(OTHER)).toMatchObject({ status: "queued", first_seen_at: AT, source: "confusion_point" });
  expect(counts.plans).toEqual({
    ticket_files_scanned: 2,
    tickets_without_evidence: 1,
    atom_ids_seen: 2,
    atoms_created: 1,
    atoms_promoted: 1,
  });
});

test("moving a plan on promotes, moving it back does not demote", () => {
  const queued = sync([], [plan("1 - ideas", [ATOM])]).entries;
  const actioned = sync([...queued.values()], [plan("3 - in_progress", [ATOM])]).entries;
  expect(actioned.get(ATOM)).toMatchObject({ status: "actioned", last_plan_bucket: "3 - in_progress" });
  const back = sync([...actioned.values()], [plan("1 - ideas", [ATOM])]);
  expect(back.entries.get(ATOM)).toMatchObject({ status: "actioned", last_plan_bucket: "1 - ideas" });
});

test("an atom that names the ticket is known without the plan naming the atom", () => {
  const { entries } = sync([{ atom_id: ATOM, fingerprints: F }], [plan("4 - for_review", [])]);
  expect(entries.get(ATOM)).toMatchObject({ status: "actioned" });
});

test.for([
  ["0.2 - discarded", { discarded_paths: [pathOf("0.2 - discarded")], discarded_fingerprints: [F] }],
  ["_dequeued", { dequeued_paths: [pathOf("_dequeued")], dequeued_owner_roots: ["."] }],
] as const)("a plan in %s lets its atoms go, once", ([bucket, noted]) => {
  const entry = { atom_id: ATOM, status: "actioned", queue_paths: [pathOf("1 - ideas")], fingerprints: [F] };
  const first = sync([entry], [plan(bucket, [])]);
  expect(first.entries.get(ATOM)).toMatchObject({ status: "new", queue_paths: [], ...noted });
  expect(first.counts.removal).toEqual({ removal_files_scanned: 1, atoms_demoted: 1 });
  // It went on since: a new ticket was written for it.
  const again = sync(
    [{ ...first.entries.get(ATOM), status: "ticketed", fingerprints: [F, G], atom_id: ATOM }],
    [plan(bucket, []), plan("1 - ideas", [], G)],
  );
  expect(again.counts.removal.atoms_demoted).toBe(0);
  expect(again.entries.get(ATOM)).toMatchObject({ status: "queued" });
});

test("removal comes before plans: an atom with a live plan beside the one put away stays in the queue", () => {
  const entry = { atom_id: ATOM, status: "queued", fingerprints: [F] };
  const { entries } = sync([entry], [plan("1 - ideas", []), plan("0.2 - discarded", [])]);
  expect(entries.get(ATOM)).toMatchObject({ status: "queued", queue_paths: [pathOf("1 - ideas")] });
});

test("plans come before missing: an atom whose plan moved is never declared lost", () => {
  const entry = { atom_id: ATOM, status: "queued", queue_paths: [pathOf("1 - ideas", G)] };
  const { entries, counts } = sync([entry], [plan("2 - ready", [ATOM])]);
  expect(counts.missing).toEqual({ atoms_reset: 0, queue_paths_lost: 0 });
  expect(entries.get(ATOM)).toMatchObject({ status: "queued" });
  expect(entries.get(ATOM)).not.toHaveProperty("reconciled_missing_queue_paths");
});

test("removal comes before missing: a plan that was put away is no plan that is lost", () => {
  const entry = { atom_id: ATOM, status: "queued", queue_paths: [pathOf("1 - ideas")], fingerprints: [F] };
  const { entries, counts } = sync([entry], [plan("_dequeued", [])]);
  expect(counts.missing.atoms_reset).toBe(0);
  expect(entries.get(ATOM)).not.toHaveProperty("last_reconcile_reason");
});

test("an atom that waits for nothing any more is new again, and its lost paths are kept", () => {
  const queue = { queue_paths: [pathOf("1 - ideas")], queue_owner_roots: ["."] };
  const lost = { atom_id: ATOM, status: "ticketed", ...queue, fingerprints: [F] };
  const acted = { atom_id: OTHER, status: "actioned", queue_paths: [pathOf("5 - complete")], fingerprints: [F] };
  const { changed, counts } = sync([lost, acted], []);
  expect([...changed.keys()]).toEqual([ATOM]);
  expect(changed.get(ATOM)).toMatchObject({
    status: "new",
    queue_paths: [],
    reconciled_missing_queue_paths: [pathOf("1 - ideas")],
    last_reconcile_reason: "no_live_fingerprint_or_queue_path",
  });
  expect(counts.missing).toEqual({ atoms_reset: 1, queue_paths_lost: 1 });
  for (const more of [
    { isWhole: false },
    { tickets: [{ id: "A", status: "ready", duplicateOf: undefined, fingerprint: F, atoms: [] }] },
    { isThere: () => true },
    { roots: [{ folder: "/srv/ada/other", name: "../other" }] },
    { plans: [{ ...plan("1 - ideas", []), isSealed: true }] },
  ])
    expect(sync([lost], [], more).changed.size).toBe(0);
});

test("a failure under an older name becomes the one failure of its run, in the ledger and in plans", () => {
  const old = { atom_id: ERROR, status: "ticketed", first_seen_at: AT, fingerprints: [F] };
  const { entries, counts } = sync([old], [plan("5 - complete", [ERROR])]);
  expect(entries.get(FAILURE)).toMatchObject({ status: "actioned", derived_from_atom_ids: [ERROR], first_seen_at: AT });
  expect(entries.get(ERROR)).toMatchObject({ status: "actioned" });
  expect(counts.backfill).toEqual({ canonical_atoms_created: 1, canonical_atoms_promoted: 0 });
  expect(counts.plans.atoms_created).toBe(0);
});

test("paths of another machine are understood, and written down as paths of any", () => {
  const entry = {
    atom_id: ATOM,
    status: "queued",
    queue_paths: [
      `/srv/ada/shop/${pathOf("1 - ideas")}`,
      `C:\\work\\shop\\${pathOf("2 - ready").replaceAll("/", "\\")}`,
      "/elsewhere/x.md",
    ],
    queue_owner_roots: ["/srv/ada/shop/", "/elsewhere"],
  };
  const { entries } = sync([entry], [plan("1 - ideas", [])]);
  expect(entries.get(ATOM)).toMatchObject({
    status: "queued",
    queue_paths: [pathOf("1 - ideas"), pathOf("2 - ready"), "/elsewhere/x.md"],
    queue_owner_roots: [".", "/elsewhere"],
  });
});

test("what a plan tells of how it ended is kept beside what is known, and proves nothing", () => {
  const text = `<!-- backlog-outcome:start -->{"state": "resolved"}<!-- backlog-outcome:end -->\nEvidence: \`${ATOM}\`\n`;
  const told = readPlan({ root: ".", path: pathOf("2 - ready"), bucket: "2 - ready", text });
  const entry = { atom_id: ATOM, plan_outcomes: { [F]: { state: "planned", scope: "case" } } };
  const { entries } = sync([entry], told === undefined ? [] : [told]);
  expect(entries.get(ATOM)).toMatchObject({
    status: "queued",
    plan_outcomes: { [F]: { state: "resolved", scope: "case" } },
    last_outcome_state: "resolved",
  });
});

const ids = [ATOM, OTHER, ERROR, FAILURE, ERROR.replace("error_json", "report_validation_error")];
const anyPlan = fc
  .tuple(fc.constantFrom(...BUCKETS), fc.subarray(ids), fc.constantFrom(F, G, "cccccccccccccccc"), fc.boolean())
  .map(([{ name }, evidence, fingerprint, isSealed]) => ({ ...plan(name, evidence, fingerprint), isSealed }));
const anyEntry = fc.record({
  atom_id: fc.constantFrom(...ids),
  status: fc.constantFrom("new", "ticketed", "queued", "actioned"),
  fingerprints: fc.subarray([F, G]),
  queue_paths: fc.subarray([pathOf("1 - ideas"), pathOf("2 - ready", G), `/srv/ada/shop/${pathOf("5 - complete", G)}`]),
  dequeued_paths: fc.subarray([pathOf("_dequeued")]),
});

test("a second sync writes nothing, whatever lies there, and the order of the files does not matter", () => {
  fc.assert(
    fc.property(
      fc.array(anyEntry),
      fc.uniqueArray(anyPlan, { selector: ({ path }) => path }),
      fc.boolean(),
      (entries, plans, isWhole) => {
        const first = sync(entries, plans, { isWhole });
        const again = sync([...first.entries.values()], plans, { isWhole });
        expect([...again.changed]).toEqual([]);
        const turned = sync(entries, plans.toReversed(), { isWhole });
        expect(Object.fromEntries(turned.entries)).toEqual(Object.fromEntries(first.entries));
      },
    ),
    { numRuns: rounds(300) },
  );
});

test("no atom is lost, and none goes back unless a plan was put away or is gone", () => {
  fc.assert(
    fc.property(fc.array(anyEntry), fc.array(anyPlan), (entries, plans) => {
      const kept = sync(
        entries,
        plans.filter(({ bucket }) => bucket.holds === "queued" || bucket.holds === "actioned"),
        { isWhole: false },
      );
      const order = ["new", "ticketed", "queued", "actioned"];
      for (const entry of new Map(entries.map((one) => [one.atom_id, one])).values())
        expect(order.indexOf(kept.entries.get(entry.atom_id)?.status ?? "")).toBeGreaterThanOrEqual(
          order.indexOf(entry.status),
        );
    }),
    { numRuns: rounds(200) },
  );
});

test("stamps alone are no change", () => {
  const first = sync([], [plan("1 - ideas", [ATOM])]);
  const later = syncPlans(
    { entries: first.entries, sealed: new Set() },
    {
      plans: [plan("1 - ideas", [ATOM])],
      roots: [],
      bucketsScanned: 1,
      isWhole: true,
      tickets: [],
      isThere: () => true,
    },
    LATER,
  );
  expect(later.changed.size).toBe(0);
});

test("tickets of Docket take their atoms on, a duplicate as its target does", () => {
  const ticket = { duplicateOf: undefined, fingerprint: undefined };
  const tickets = [
    { ...ticket, id: "A", status: "ready", atoms: [] },
    { ...ticket, id: "B", status: "rejected", duplicateOf: "A", atoms: [ATOM] },
    { ...ticket, id: "C", status: "mine", atoms: [OTHER] },
    { ...ticket, id: "D", status: "new", atoms: [OTHER] },
    { ...ticket, id: "E", status: "rejected", duplicateOf: "E", atoms: [FAILURE] },
  ];
  const atoms = [ATOM, OTHER, FAILURE].map((atom_id) => ({ atom_id, status: "new" }));
  const { entries, counts } = sync(atoms, [], { tickets });
  const status = (id: string) => entries.get(id)?.status;
  // The ticket of the first is closed and has no plan: it waits for its target, which is open.
  expect([status(ATOM), status(OTHER), status(FAILURE)]).toEqual(["queued", "ticketed", "actioned"]);
  expect(counts.tickets).toEqual({ atoms_promoted: 3 });
});
