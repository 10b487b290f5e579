import { expect, test } from "vitest";
import { memoryPatient, must, ticketText } from "../../test/rigs/checkup.ts";
import type { World } from "../ports/world.ts";
import type { Call } from "./op.ts";
import { validateOp } from "./validate.ts";

const A = "tickets/TASK-bbbbbb-a.md";
const ORDER = "orders/WO-bbbbbb-7d/order.yaml";
const VERDICT = "orders/WO-bbbbbb-7d/verdict.json";

const order = (ticket: string): string =>
  [
    `id: WO-bbbbbb-7d\nticket: ${ticket}\nstate: running\nowner: mika\nbase: main`,
    `base_commit: ${"a".repeat(40)}\nbranch: feat/wo\nworktree: .worktrees/WO-bbbbbb-7d\n`,
  ].join("\n");

const call: Call = { cwd: "/project", as: "mika", door: "person", dryRun: false };

async function validate(world: World, files: readonly string[] = [], strict = false) {
  const output = must(await validateOp.run(world, call, { files, strict }));
  return { codes: output.findings.map(({ file, code }) => `${file} ${code}`), exit: validateOp.exitOf?.(output) };
}

test("files in good form have no findings", async () => {
  const patient = memoryPatient();
  patient.put({ [A]: ticketText({ id: "TASK-bbbbbb" }), [ORDER]: order("TASK-bbbbbb") });
  expect(await validate(patient.world, [], true)).toEqual({ codes: [], exit: "ok" });
});

test("orders and verdicts are looked at too: their form and the ticket they name", async () => {
  const patient = memoryPatient();
  patient.put({ [ORDER]: `${order("TASK-cccccc").replace("running", "asleep")}`, [VERDICT]: "{}" });
  expect(await validate(patient.world)).toEqual({
    codes: [`${ORDER} bad-value`, `${VERDICT} verdict-unreadable`],
    exit: "findings",
  });
  patient.put({ [ORDER]: order("TASK-cccccc"), [VERDICT]: undefined });
  expect((await validate(patient.world)).codes).toEqual([`${ORDER} ticket-not-found`]);
});

test("what lies around the files is doctor's: a leftover is not told of", async () => {
  const patient = memoryPatient();
  patient.put({ "tickets/.~a.1.2": "half" });
  expect(await patient.codes()).toContain("leftover-file");
  expect((await validate(patient.world)).codes).toEqual([]);
});

test("with files only these are told of; warnings count when asked to be strict", async () => {
  const patient = memoryPatient();
  patient.put({ [A]: ticketText({ id: "TASK-bbbbbb", status: "odd" }), "tickets/TASK-cccccc-b.md": "---\n" });
  expect((await validate(patient.world)).codes).toHaveLength(2);
  const one = [`${A} ticket-status-unknown`];
  expect(await validate(patient.world, [A])).toEqual({ codes: one, exit: "ok" });
  expect(await validate(patient.world, [`docket/${A}`], true)).toEqual({ codes: one, exit: "findings" });
});

test("a file that is not there, or not the backlog's, is refused", async () => {
  const { world } = memoryPatient();
  const asked = (file: string) => validateOp.run(world, call, { files: [file] });
  expect(await asked("nothing.md")).toMatchObject({ ok: false, fault: { code: "file-not-found" } });
  must(world.files.writeAtomic("/project/mine.md", new Uint8Array()));
  expect(await asked("mine.md")).toMatchObject({ ok: false, fault: { code: "outside-root" } });
});
