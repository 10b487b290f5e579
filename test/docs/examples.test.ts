import { expect, test } from "vitest";
import { allOps } from "../../scripts/reference/all.ts";
import { makeScene } from "./scene.ts";

const READY = ["docket move k3f refined --reason written", "docket move k3f ready --reason checked"];
/** The test gate of a project without a known stack only prints a line, so no test can be told apart. */
const PLAIN = ["docket edit k3f --set red_green=false --add-label api"];
const TAKEN = [...PLAIN, ...READY, "docket take k3f"];
const WORKED = [
  ...TAKEN,
  'cd "$(docket path k3f)" && echo "export const cache = 2;" > src/cache.ts && git commit --quiet --all --message "Mark the way"',
];
const FINISHED = [...WORKED, "docket finish k3f"];
const LEDGER = ["printf 'ledgers: {atoms: configs/atoms.yaml}\\n' >> docket/docket.yaml", "mkdir -p .agents/plans"];
const REHEARSAL = 'echo "{}" > demo.json';

/** A fact as discover keeps it. */
const FACT = [
  "mkdir -p docket/evidence/atoms",
  `echo '${JSON.stringify({
    ...{ id: "todo-3198cdfc4f64", source: "todo", identity: { rule: "mark", subject: "later" }, message: "later" },
    ...{ severity: "low", firstSeen: "2026-03-02T09:30:00Z", lastSeen: "2026-03-02T09:30:00Z", run: "run-1" },
  })}' > docket/evidence/atoms/31.jsonl`,
];
/** The test gate prints no report, so that nothing can be said of tests. */
const NO_TESTS = "printf 'discover:\\n  sources:\\n    tests: { off: true }\\n' >> docket/docket.yaml";

/** What must be so before an example can work; without a line the seeded tickets are enough. */
const BEFORE: Readonly<Record<string, readonly string[]>> = {
  'docket move k3f ready --from refined --reason "checked"': ["docket move k3f refined --reason written"],
  'docket reopen k3f --reason "It crashed again with 2.1."': ["docket close k3f --resolution 'Fixed.'"],
  "docket relate k3f depends_on m4t --remove": ["docket relate k3f depends_on m4t"],
  "docket epic E-sign-in --enqueue k3f --enqueue m4t": ["docket epic E-sign-in --title 'Sign in'"],
  "docket split k3f --yes": ["docket edit k3f --set effort=6"],
  "docket take k3f": READY,
  "docket take --next --label api": [...PLAIN, ...READY],
  'cd "$(docket path k3f)"': TAKEN,
  "docket scope k3f": TAKEN,
  "docket scope k3f --json": WORKED,
  "docket verify k3f": WORKED,
  "docket verify k3f --json": WORKED,
  "docket verify k3f --recheck": [...WORKED, "docket verify k3f"],
  "docket finish k3f": WORKED,
  'docket finish k3f --result failed --reason "The API has no such call."': TAKEN,
  "docket integrate k3f": FINISHED,
  "docket heartbeat k3f": TAKEN,
  'docket release k3f --reason "Somebody else knows this better."': TAKEN,
  'docket requeue k3f --reason "The API has the call now."': [
    ...TAKEN,
    "docket finish k3f --result failed --reason no",
  ],
  "docket run --once --agent rehearsed:demo.json --parallel 3": [REHEARSAL],
  "docket discover --dry-run": [NO_TESTS],
  'docket evidence ignore todo-3198 --reason "a sample in the docs" --until 2027-01-01': FACT,
  "docket evidence link todo-3198 k3f": FACT,
  "docket evidence cluster --file pulls.json": [`echo '[{"number": 7, "title": "Fix the cart"}]' > pulls.json`],
  "docket draft --from plan.md --yes": ["printf -- '- Add a lamp\\n- Remove the door\\n' > plan.md"],
  "docket plans sync --dry-run": LEDGER,
  "docket plans sync": LEDGER,
  "docket plans sync --plans .agents/plans": LEDGER,
  "docket epic E-sign-in --status done": ["docket epic E-sign-in --title 'Sign in'"],
};

const ops = await allOps();
const linesOf = (reads: boolean) =>
  ops.flatMap(({ name, effect, examples }) =>
    examples
      .filter((line) => (effect === "read" && BEFORE[line] === undefined) === reads)
      .map((line) => [line, name] as const),
  );

test("examples that only read, one after the other", () => {
  using scene = makeScene(true);
  for (const [line] of linesOf(true)) expect(scene.run(line), line).toMatchObject({ code: 0 });
});

test.for(linesOf(false))("%s", ([line, verb]) => {
  using scene = makeScene(verb !== "init", BEFORE[line]);
  expect(scene.run(line)).toMatchObject({ code: 0 });
});

test("each preparation belongs to an example", () => {
  const known = new Set<string>(ops.flatMap(({ examples }) => examples));
  expect(Object.keys(BEFORE).filter((line) => !known.has(line))).toEqual([]);
});
