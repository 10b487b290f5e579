import { join } from "node:path";
import { expect, test } from "vitest";
import { must, repoPatient, ticketText } from "../../../test/rigs/checkup.ts";
import { gitIn, makeRepo } from "../../../test/rigs/repo.ts";
import { mergeTrees } from "./merge-trees.ts";

const PATH = "tickets/TASK-bbbbbb-a.md";
const base = ticketText({ id: "TASK-bbbbbb" });

type Side = Readonly<Record<string, string | undefined>>;

/** Merges two histories that begin with the same files. */
async function merge(start: Side, ours: Side, theirs: Side) {
  using repo = makeRepo();
  const patient = await repoPatient(repo, "branch");
  const docket = join(repo.path, "docket");
  const commit = (files: Side): string => {
    patient.put(files);
    gitIn(docket, "add", "-A");
    gitIn(docket, "commit", "-q", "--allow-empty", "-m", "Write");
    return gitIn(docket, "rev-parse", "HEAD");
  };
  const root = commit(start);
  const left = commit(ours);
  gitIn(docket, "checkout", "-q", "--detach", root);
  const right = commit(theirs);
  const { changes, findings } = must(await mergeTrees(patient.backlog, { base: root, ours: left, theirs: right }));
  const texts = new Map([...changes].map(([path, bytes]) => [path, bytes && new TextDecoder().decode(bytes)]));
  return { texts, findings };
}

test.each([
  ["removed here", { [PATH]: undefined }, { [PATH]: base.replace("Words.", "Theirs.") }, "Theirs."],
  ["removed there", { [PATH]: base.replace("Words.", "Ours.") }, { [PATH]: undefined }, "Ours."],
])(
  "a file that was %s and changed on the other side is kept, and that is a finding",
  async (_, ours, theirs, words) => {
    const { texts, findings } = await merge({ [PATH]: base }, ours, theirs);

    expect(findings).toMatchObject([{ code: "merge-kept-removed", severity: "warning", file: PATH }]);
    expect(texts.get(PATH)).toContain(words);
  },
);

test("lines of settings that both sides changed become the remote's; ledgers only grow", async () => {
  const { texts, findings } = await merge(
    { "docket.yaml": "ids: random\n", "ledger/a.jsonl": '{"n":1}\n' },
    { "docket.yaml": "ids: random # ours\n", "ledger/a.jsonl": '{"n":1}\n{"n":2}\n' },
    { "docket.yaml": "ids: random # theirs\n", "ledger/a.jsonl": '{"n":1}\n{"n":3}\n' },
  );

  expect(findings).toMatchObject([{ code: "merge-theirs-kept", severity: "warning", file: "docket.yaml" }]);
  expect(texts.get("docket.yaml")).toBe("ids: random # theirs\n");
  expect(texts.get("ledger/a.jsonl")).toBe('{"n":1}\n{"n":2}\n{"n":3}\n');
});

test("a version that cannot be read is put aside whole, and the ticket stays as the other side has it", async () => {
  const [good, broken] = [base.replace("Words.", "Ours."), "---\nno ticket any more\n"];

  const { texts, findings } = await merge({ [PATH]: base }, { [PATH]: good }, { [PATH]: broken });

  expect(findings.map(({ code }) => code)).toEqual(["merge-side-aside", "merge-put-aside"]);
  const aside = [...texts.keys()].find((path) => path.startsWith("aside/TASK-bbbbbb-a."));
  expect(texts.get(PATH)).toBe(good);
  expect(texts.get(aside ?? "")).toBe(broken);
});
