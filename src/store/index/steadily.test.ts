import { expect, test } from "vitest";
import { memoryPatient, type Patient, ticketText } from "../../../test/rigs/checkup.ts";
import type { TestWorld } from "../../twins/test-world.ts";
import { MAX_LOOKS } from "../limits.ts";
import { journalPath } from "../write/journal.ts";
import { steadily } from "./steadily.ts";

function patientLongAfter(): Patient<TestWorld> {
  const patient = memoryPatient();
  patient.put({ "tickets/TASK-bbbbbb-a.md": ticketText({ id: "TASK-bbbbbb" }) });
  patient.world.clock.advance(10_000);
  return patient;
}

/** Counts the looks; `happen` is called in each of them with its number. */
function looks(patient: Patient<TestWorld>, happen: (look: number) => void): number {
  let count = 0;
  steadily(patient.backlog, () => {
    count += 1;
    happen(count);
  });
  return count;
}

const changed = ticketText({ id: "TASK-bbbbbb", body: "Others." });

test("a backlog that stands still is looked at once", () => {
  expect(looks(patientLongAfter(), () => undefined)).toBe(1);
});

test("a file that is put in place meanwhile makes it look again, also when all happens within one tick of the clock", () => {
  for (const ticks of [0, 1]) {
    const patient = patientLongAfter();
    patient.put({ "tickets/TASK-cccccc-b.md": ticketText({ id: "TASK-cccccc" }) });
    const count = looks(patient, (look) => {
      patient.world.clock.advance(ticks);
      if (look === 1) patient.put({ "tickets/TASK-bbbbbb-a.md": changed });
    });
    expect(count).toBe(2);
  }
});

test("a journal that appears meanwhile makes it look again: the transaction has happened", () => {
  const patient = patientLongAfter();
  const path = journalPath(patient.backlog.home);
  expect(looks(patient, (look) => look === 1 && patient.world.files.writeAtomic(path, new Uint8Array([1])))).toBe(2);
});

test("under writers that never rest it ends all the same", () => {
  const patient = patientLongAfter();
  const count = looks(patient, (look) =>
    patient.put({ "tickets/TASK-bbbbbb-a.md": ticketText({ id: "TASK-bbbbbb", body: `${look}` }) }),
  );
  expect(count).toBe(MAX_LOOKS);
});
