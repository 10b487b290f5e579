import { expect, test } from "vitest";
import { ticketText } from "../../test/flawed/tickets.ts";
import { memoryPatient, must } from "../../test/rigs/checkup.ts";
import { moveOp } from "./move.ts";
import type { Call, InputOf } from "./op.ts";

const callAs = (as: string): Call => ({ cwd: "/project", as, door: "person", dryRun: false });
const WIDE = {
  status: "refined",
  files: "- src/a.ts: modify\n- view/b.ts: modify",
  more: ["depends_on: [FEAT-zzzzzz]"],
};

function patient() {
  const made = memoryPatient();
  made.put({
    "tickets/FEAT-bbbbbb.md": ticketText("FEAT-bbbbbb", 1, WIDE),
    "tickets/FEAT-cccccc.md": ticketText("FEAT-cccccc", 2, { status: "refined", more: ["depends_on: [FEAT-bbbbbb]"] }),
    "tickets/FEAT-dddddd.md": ticketText("FEAT-dddddd", 3, { ...WIDE, status: "ready", more: ["assignee: mika"] }),
  });
  return made;
}

const move = (on: ReturnType<typeof patient>, given: InputOf<typeof moveOp.input>, as = "mika") =>
  moveOp.run(on.world, callAs(as), given);

test("errors hold a ticket before ready, and the answer names them all with their codes", async () => {
  const on = patient();
  const refused = await move(on, { id: "bbbbbb", status: "ready" });
  expect(refused).toMatchObject({ fault: { code: "move-not-allowed-yet" } });
  const { message } = refused.ok ? { message: "moved" } : refused.fault;
  expect(message.match(/\([a-z-]+\)/g)).toEqual(["(dependency-unknown)", "(scope-scattered)"]);
});

test("a person may force it with a reason; an agent may not; what is sound needs neither", async () => {
  const on = patient();
  const forced = { id: "bbbbbb", status: "ready", force: true, reason: "The two folders belong together." } as const;
  expect(await move(on, forced, "agent:codex")).toMatchObject({ fault: { code: "person-only" } });
  must(await move(on, forced));
  expect(on.read("tickets/FEAT-bbbbbb.md")).toContain("forced: yes");
  must(await move(on, { id: "cccccc", status: "ready" }));
});

test("a ticket that was put into ready by hand is held before doing", async () => {
  const on = patient();
  expect(await move(on, { id: "dddddd", status: "doing" })).toMatchObject({
    fault: { code: "move-not-allowed-yet", message: expect.stringContaining("scope-scattered") },
  });
});
