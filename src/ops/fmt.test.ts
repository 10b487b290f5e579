import { expect, test } from "vitest";
import { memoryPatient, must, ticketText } from "../../test/rigs/checkup.ts";
import type { World } from "../ports/world.ts";
import { fmtOp } from "./fmt.ts";
import type { Call, InputOf } from "./op.ts";

const A = "tickets/TASK-bbbbbb-a.md";
const B = "tickets/TASK-cccccc-b.md";
const ORDER = "orders/WO-bbbbbb-7d/order.yaml";
const MIXED = ticketText({ id: "TASK-bbbbbb" }).replace(/^(id: .*\n)(title: .*\n)/m, "# what\n$2$1");

async function fmt(world: World, input: InputOf<typeof fmtOp.input>, dryRun = false) {
  const call: Call = { cwd: "/project", as: "mika", door: "person", dryRun };
  const output = must(await fmtOp.run(world, call, input));
  return { ...output, exit: fmtOp.exitOf?.(output) };
}

function patientInDisorder() {
  const patient = memoryPatient();
  patient.put({ [A]: MIXED, [B]: ticketText({ id: "TASK-cccccc" }), [ORDER]: "branch: x # b\nid: WO-bbbbbb-7d\n" });
  return patient;
}

test("--check lists what is not in order and writes nothing", async () => {
  const patient = patientInDisorder();
  expect(await fmt(patient.world, { check: true })).toEqual({
    files: [A, ORDER],
    looked: 3,
    written: false,
    exit: "findings",
  });
  expect(patient.read(A)).toBe(MIXED);
});

test("--write moves lines and nothing else; after it --check has nothing to say", async () => {
  const patient = patientInDisorder();
  expect(await fmt(patient.world, { write: true }, true)).toMatchObject({
    files: [A, ORDER],
    dryRun: true,
    exit: "ok",
  });
  expect(patient.read(A)).toBe(MIXED);

  expect(await fmt(patient.world, { write: true })).toMatchObject({ files: [A, ORDER], written: true, exit: "ok" });
  expect(patient.read(A)).toBe(MIXED.replace(/(# what\n)(title: .*\n)(id: .*\n)/, "$3$1$2"));
  expect(patient.read(ORDER)).toBe("id: WO-bbbbbb-7d\nbranch: x # b\n");
  expect(await fmt(patient.world, { check: true })).toMatchObject({ files: [], exit: "ok" });
});

test("only the files that were named are touched, and one of the two flags is needed", async () => {
  const patient = patientInDisorder();
  expect(await fmt(patient.world, { write: true, files: [ORDER] })).toMatchObject({ files: [ORDER], looked: 1 });
  expect(patient.read(A)).toBe(MIXED);
  const call: Call = { cwd: "/project", as: "mika", door: "person", dryRun: false };
  for (const input of [{}, { check: true, write: true }])
    expect(await fmtOp.run(patient.world, call, input)).toMatchObject({ ok: false, fault: { code: "one-of-needed" } });
});

test("bytes that are no text stay as they are", async () => {
  const patient = memoryPatient();
  must(
    patient.world.files.writeAtomic(`/project/docket/${A}`, new Uint8Array([0xff, ...new TextEncoder().encode(MIXED)])),
  );
  expect(await fmt(patient.world, { check: true })).toMatchObject({ files: [], looked: 1 });
});
