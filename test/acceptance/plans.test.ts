import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeRepo } from "../rigs/repo.ts";
import { docketJson, runDocket } from "../rigs/run-docket.ts";

const PROCESSES = 6;
const EACH = 5;
const LEDGER = "configs/backlog_atom_actions.yaml";
const people = Array.from({ length: PROCESSES }, (_, at) => at);

const atomOf = (who: number, n: number): string => `owner${who}/20260301T101500Z/codex/0:confusion_point:${n + 1}`;

/** A repository beside the one of the backlog, with plans of its own. */
function writeOwner(folder: string, who: number): void {
  const ideas = join(folder, ".agents/plans/1 - ideas");
  mkdirSync(ideas, { recursive: true });
  for (let n = 0; n < EACH; n += 1) {
    const fingerprint = `${who}${n}`.padStart(16, "0");
    writeFileSync(join(ideas, `20260301_${fingerprint}_a.md`), `Evidence: \`${atomOf(who, n)}\`\n`);
  }
}

test("processes that sync at the same time lose nothing of each other, and then nothing is left to write", async () => {
  using repo = makeRepo();
  await docketJson(repo.path, "init");
  const settings = join(repo.path, "docket/docket.yaml");
  writeFileSync(settings, `${readFileSync(settings, "utf8")}\nledgers:\n  atoms: ${LEDGER}\n`);
  for (const who of people) writeOwner(repo.temp.at(`owner${who}`), who);
  expect(existsSync(join(repo.path, LEDGER))).toBe(false);

  const answers = await Promise.all(
    people.map((who) => runDocket({ cwd: repo.path, args: ["plans", "sync", "--plans", `../owner${who}`, "--json"] })),
  );
  expect(answers.map(({ code, stderr }) => [code, stderr])).toEqual(people.map(() => [0, ""]));

  const text = readFileSync(join(repo.path, LEDGER), "utf8");
  const atoms = people.flatMap((who) => Array.from({ length: EACH }, (_, n) => atomOf(who, n)));
  expect([...text.matchAll(/^- atom_id: (.*)$/gm)].map(([, id]) => id)).toEqual(atoms.toSorted());
  expect(text.match(/^ {2}status: queued$/gm)).toHaveLength(PROCESSES * EACH);
  // No place of this machine is written down.
  expect(text).not.toContain(repo.temp.path);

  const all = people.flatMap((who) => ["--plans", `../owner${who}`]);
  expect(await docketJson(repo.path, "plans", "sync", ...all)).toMatchObject({ changed: [] });
  expect(readFileSync(join(repo.path, LEDGER), "utf8")).toBe(text);
});
