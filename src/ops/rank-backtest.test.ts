import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { memoryPatient, must, type Patient, patientAt, repoPatient, ticketText } from "../../test/rigs/checkup.ts";
import { type Told, writePast } from "../../test/rigs/past.ts";
import { gitIn, makeRepo } from "../../test/rigs/repo.ts";
import { type Backtest, backtest } from "./rank/_backtest.ts";
import { rankOp } from "./rank.ts";

const DAYS = ["2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05", "2026-03-06", "2026-03-07"];
const day = (place: number): string => `${DAYS[place]}T12:00:00Z`;

const path = (id: string): string => `tickets/${id}-it.md`;
const small = (status: string): string =>
  ticketText({ id: "TASK-bbbbbb", status, created: day(0), more: ["impact: 3", "effort: 3"] });
const large = (status: string): string =>
  ticketText({ id: "TASK-cccccc", status, created: day(0), more: ["impact: 13", "effort: 3"] });
const [SMALL, LARGE] = [path("TASK-bbbbbb"), path("TASK-cccccc")];

/** The dear one waits for the cheap one: see the same example in the tests of the replay. */
const EXAMPLE: readonly Told[] = [
  { at: day(0), files: { [SMALL]: small("ready"), [LARGE]: large("ready"), "epics.yaml": "version: 1\nepics: []\n" } },
  { at: day(1), files: { [SMALL]: small("doing") } },
  { at: day(3), files: { [SMALL]: small("done"), [LARGE]: large("doing") } },
  { at: day(4), files: { [LARGE]: large("done") } },
];
const ANSWER = {
  moments: 2,
  ranked: 2,
  first: 1,
  topThree: 2,
  delay: { tickets: 2, taken: 96, ranked: 76, regret: 20 },
};

type Wish = { readonly since?: string | undefined; readonly weights?: readonly string[] };

const run = ({ world, backlog }: Patient, wish: Wish = {}) => {
  const call = { cwd: backlog.home.root, as: "mika", door: "person", dryRun: false } as const;
  return rankOp.run(world, call, { top: 10, backtest: true, ...wish });
};

async function ask(patient: Patient, wish: Wish = {}): Promise<Backtest> {
  const answer = must(await run(patient, wish));
  if (!("backtest" in answer)) throw new Error("not the answer of a backtest");
  return answer;
}

async function patientWith(past: readonly Told[]) {
  const repo = makeRepo("plain");
  const patient = await repoPatient(repo, "branch");
  writePast(repo.path, "docket", past);
  return { repo, patient, [Symbol.dispose]: () => repo[Symbol.dispose]() };
}

test("replays the commits of a backlog on its branch", async () => {
  using made = await patientWith(EXAMPLE);
  const answer = await ask(made.patient);
  expect(answer.backtest).toMatchObject(ANSWER);
  expect(answer).toMatchObject({ from: day(0), to: day(4), commits: 4 });
  expect(answer.farthest).toEqual([{ at: day(1), id: "TASK-bbbbbb", place: 2, of: 2, first: "TASK-cccccc" }]);
  const none = {
    begunBefore: 0,
    unfinished: 0,
    again: 0,
    unreadable: 0,
    strayClocks: 0,
    olderCommits: 0,
    shallow: false,
  };
  expect(answer.notReplayed).toEqual(none);
  expect(await ask(made.patient)).toEqual(answer);
});

test("replays a backlog that lies in the working tree, between commits of the code", async () => {
  using repo = makeRepo("plain");
  const patient = await repoPatient(repo, "tree");
  const past = EXAMPLE.map(({ at, files }) => ({
    at,
    files: {
      ...Object.fromEntries(Object.entries(files).map(([name, text]) => [`docket/${name}`, text])),
      "src/a.ts": at,
    },
  }));
  writePast(repo.path, "main", past);
  expect((await ask(patient)).backtest).toMatchObject(ANSWER);
});

test("epics' queues count as they were then", async () => {
  const queued = (first: string): string =>
    `version: 1\nepics:\n  - id: E-one\n    title: One\n    status: active\n    queue: [${first}]\n`;
  const past = EXAMPLE.map((one, at) =>
    at === 0 ? { ...one, files: { ...one.files, "epics.yaml": queued("TASK-bbbbbb") } } : one,
  );
  using made = await patientWith([...past, { at: day(5), files: { "epics.yaml": queued("TASK-cccccc") } }]);
  expect((await ask(made.patient)).backtest).toMatchObject({ first: 2, delay: { regret: 0 } });
});

test("--since begins later, and says what was begun before", async () => {
  using made = await patientWith(EXAMPLE);
  const answer = await ask(made.patient, { since: DAYS[3] });
  expect(answer.backtest).toMatchObject({ moments: 1, ranked: 1, first: 1 });
  expect(answer).toMatchObject({ from: day(1), notReplayed: { begunBefore: 1 } });
  expect((await ask(made.patient, { since: "2030-01-01" })).backtest.moments).toBe(0);
});

test("other weights stand beside those of docket.yaml", async () => {
  using made = await patientWith(EXAMPLE);
  const { tried, backtest: tally } = await ask(made.patient, {
    weights: ["time_criticality=13, risk_reduction=13", "due=1"],
  });
  expect(tried).toMatchObject({
    weights: { timeCriticality: 13, riskReduction: 13 },
    delay: { taken: 96, ranked: 76 },
  });
  expect(tally).toMatchObject(ANSWER);
});

test("wrong input is told", async () => {
  using made = await patientWith(EXAMPLE);
  const codeOf = async (wish: Wish) => {
    const answer = await run(made.patient, wish);
    return answer.ok ? "ok" : `${answer.fault.code}: ${answer.fault.message}`;
  };
  expect(await codeOf({ since: "soon" })).toMatch(/^since-not-valid/);
  expect(await codeOf({ weights: ["time_critical=1"] })).toMatch(
    /^input-unknown: there is no input weights: time_critical/,
  );
  expect(await codeOf({ weights: ["due=much"] })).toBe('input-type: weights: due takes a number, not "much"');
  expect(await codeOf({ weights: ["due"] })).toMatch(/^input-type/);
  expect(await codeOf({ weights: ["learnFrom=1.5"] })).toMatch(/^input-type: weights: learnFrom takes a whole number/);
  expect(await codeOf({ weights: ["unblock=2"] })).toBe("input-range: weights: unblock must be from 0 to 1, not 2");
  const call = { cwd: made.repo.path, as: "mika", door: "person", dryRun: false } as const;
  const alone = await rankOp.run(made.patient.world, call, { top: 1, since: "2026-03-01" });
  expect(alone.ok ? "" : alone.fault.code).toBe("input-missing");
  const both = await rankOp.run(made.patient.world, call, { top: 1, backtest: true, explain: "TASK-bbbbbb" });
  expect(both.ok ? "" : both.fault.code).toBe("one-of-needed");
});

test("lines that were merged are one past, and a merge leaves what its tree has", async () => {
  // Two clones: one works on the cheap ticket, the other on the dear one; the merge keeps what each did.
  const past: readonly Told[] = [
    { at: day(0), files: { [SMALL]: small("ready"), [LARGE]: large("ready") } },
    { at: day(1), files: { [LARGE]: large("doing") } },
    { at: day(2), files: { [SMALL]: small("doing") }, from: [0] },
    { at: day(3), files: { [LARGE]: large("ready"), [SMALL]: small("doing") }, from: [1, 2] },
    { at: day(4), files: { [SMALL]: small("done") } },
    { at: day(5), files: { [LARGE]: large("done") } },
  ];
  using made = await patientWith(past);
  const { backtest: tally } = await ask(made.patient);
  expect(tally).toMatchObject({ moments: 2, first: 2, delay: { tickets: 2, workers: 2, regret: 0 } });
});

test("a clock that went back, versions nobody can read, deleted and renamed files", async () => {
  const past: readonly Told[] = [
    {
      at: day(0),
      files: {
        [SMALL]: small("ready"),
        [LARGE]: large("ready"),
        "tickets/TASK-dddddd-x.md": ticketText({ id: "TASK-dddddd" }),
      },
    },
    { at: "1999-01-01T00:00:00Z", files: { [SMALL]: small("doing") } },
    { at: day(1), files: { [SMALL]: "---\nid: [\n---\n" } },
    { at: "2090-01-01T00:00:00Z", files: { "tickets/TASK-dddddd-x.md": undefined } },
    { at: day(2), files: { [SMALL]: undefined, "tickets/TASK-bbbbbb-other-name.md": small("done") } },
    {
      at: day(3),
      files: { [LARGE]: large("doing"), "tickets/notes.txt": "x", "tickets/.a.md": "x", "tickets/a/b/c.md": "x" },
    },
    { at: day(4), files: { [LARGE]: large("done") } },
  ];
  using made = await patientWith(past);
  const { backtest: tally, notReplayed } = await ask(made.patient);
  expect(tally).toMatchObject({ moments: 2, ranked: 2, first: 1, delay: { tickets: 2 } });
  expect(notReplayed).toMatchObject({ unreadable: 1, strayClocks: 2 });
});

test("a history that was rewritten into one commit, and one that is cut off, say what they do not know", async () => {
  using made = await patientWith([{ at: day(5), files: { [SMALL]: small("doing"), [LARGE]: large("done") } }]);
  expect(await ask(made.patient)).toMatchObject({ backtest: { moments: 0 }, notReplayed: { begunBefore: 2 } });
  writePast(made.repo.path, "docket", EXAMPLE);
  const { home } = made.patient.backlog;
  const clone = made.repo.temp.at("shallow");
  gitIn(made.repo.temp.path, "clone", "-q", "--depth", "3", "--branch", "docket", `file://${made.repo.path}`, clone);
  const there = patientAt({ ...home, folder: clone, gitFolder: `${clone}/.git` });
  const cut = must(await backtest(there.backlog, { since: undefined, weights: undefined, top: 1 }));
  expect(cut).toMatchObject({ backtest: { moments: 1 }, notReplayed: { shallow: true, begunBefore: 1 } });
});

test("contents that this clone does not have count as unreadable", async () => {
  using made = await patientWith(EXAMPLE);
  const blob = gitIn(made.repo.path, "rev-parse", `docket~2:${SMALL}`);
  rmSync(join(made.repo.path, ".git/objects", blob.slice(0, 2), blob.slice(2)));
  const { backtest: tally, notReplayed } = await ask(made.patient);
  expect(notReplayed).toMatchObject({ unreadable: 1 });
  // Begun in a version that is gone: what is left says that it was closed.
  expect(tally).toMatchObject({ moments: 2, delay: { tickets: 2 } });
});

test("without git, or without a commit, there is nothing to replay", async () => {
  const answer = await ask(memoryPatient());
  expect(answer).toMatchObject({ backtest: { moments: 0 }, from: null, commits: 0 });
});
