import { expect, test } from "vitest";
import { memoryPatient, must, ticketText } from "../../test/rigs/checkup.ts";
import type { World } from "../ports/world.ts";
import { doctorOp } from "./doctor.ts";
import type { Call, InputOf } from "./op.ts";

const A = "tickets/TASK-bbbbbb-a.md";
const B = "tickets/TASK-cccccc-b.md";

async function doctor(world: World, input: InputOf<typeof doctorOp.input> = {}, dryRun = false) {
  const call: Call = { cwd: "/project", as: "mika", door: "person", dryRun };
  const output = must(await doctorOp.run(world, call, input));
  return { ...output, exit: doctorOp.exitOf?.(output) };
}

test("a clean backlog says so and ends well", async () => {
  const patient = memoryPatient();
  patient.put({ [A]: ticketText({ id: "TASK-bbbbbb" }) });

  const answer = await doctor(patient.world, { strict: true });

  expect(answer).toMatchObject({ findings: [], tickets: 1, counts: { error: 0, warning: 0, info: 0 }, exit: "ok" });
});

test("errors decide the exit code; warnings do with --strict; notes never do", async () => {
  const patient = memoryPatient();
  patient.put({ "tickets/.~a.1.2": "half" });
  expect((await doctor(patient.world, { strict: true })).exit).toBe("ok");

  patient.put({ [A]: ticketText({ id: "TASK-bbbbbb", status: "odd" }) });
  expect((await doctor(patient.world)).exit).toBe("ok");
  expect((await doctor(patient.world, { strict: true })).exit).toBe("findings");

  patient.put({ [B]: "---\n" });
  expect(await doctor(patient.world)).toMatchObject({ exit: "findings", counts: { error: 1, warning: 1, info: 1 } });
});

test("tickets that wait for each other in a circle are found, unless one of them is closed", async () => {
  const patient = memoryPatient();
  const a = { id: "TASK-bbbbbb", more: ["depends_on: [TASK-cccccc]"] };
  const b = { id: "TASK-cccccc", more: ["blocks: [TASK-dddddd]", "parent: TASK-dddddd"] };
  const d = { id: "TASK-dddddd", more: ["blocks: [TASK-cccccc]"] };
  patient.put({ [A]: ticketText(a), [B]: ticketText(b), "tickets/TASK-dddddd-d.md": ticketText(d) });

  const [circle, ...rest] = (await doctor(patient.world)).findings;
  expect(circle).toMatchObject({ code: "relation-circle", severity: "error", file: B, line: 9 });
  expect(circle?.message).toContain("TASK-cccccc → TASK-dddddd → TASK-cccccc");
  expect(rest).toEqual([]);

  const body = "## Resolution\n\nDone elsewhere.";
  patient.put({ "tickets/TASK-dddddd-d.md": ticketText({ ...d, status: "done", body }) });
  expect((await doctor(patient.world)).findings).toEqual([]);
});

test("--fix says what it did and what is left; with --dry-run it only says what it would do", async () => {
  const patient = memoryPatient();
  patient.put({ [B]: ticketText({ id: "TASK-bbbbbb" }), "tickets/TASK-zzzzzz.md": "---\n" });
  const before = patient.world.files.texts();

  const wouldDo = await doctor(patient.world, { fix: true }, true);
  expect(wouldDo).toMatchObject({
    dryRun: true,
    planned: [{ code: "file-name-differs", file: B }],
    counts: { error: 2 },
  });
  expect(patient.world.files.texts()).toEqual(before);

  const did = await doctor(patient.world, { fix: true });
  expect(did.planned).toEqual(wouldDo.planned);
  expect(did).toMatchObject({ exit: "findings", counts: { error: 1 } });
  expect(did.findings).toMatchObject([{ file: "tickets/TASK-zzzzzz.md", line: 1 }]);
});

test("settings that cannot be read do not keep doctor from working", async () => {
  const patient = memoryPatient();
  patient.put({ "docket.yaml": "ids: [1, 2\n", [B]: ticketText({ id: "TASK-bbbbbb" }) });

  const { findings, planned } = await doctor(patient.world, { fix: true });

  expect(planned).toMatchObject([{ code: "file-name-differs" }]);
  expect(new Set(findings.map(({ file }) => file))).toEqual(new Set(["docket.yaml"]));
  expect(findings.map(({ code }) => code)).toContain("yaml-unreadable");
});
