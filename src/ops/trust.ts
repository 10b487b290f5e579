import { ok } from "../std/result.ts";
import { isTrusted, settingsCommands, trust } from "../work/trust.ts";
import { openDesk } from "./_change-ticket.ts";
import { op } from "./op.ts";
import { requirePerson } from "./orders/_workshop.ts";

/** Agrees to run the commands in the settings. */
export const trustOp = op({
  name: "trust",
  summary: "Agree to run the commands that the settings hold",
  about:
    "docket.yaml and the Definitions of Done name commands that Docket runs as you. Those that came with a clone or a sync are run only after a person looked at them. Prints them all; every change asks again.",
  examples: ["docket trust --dry-run", "docket trust"],
  group: "work",
  effect: "write",
  input: {},
  async run(world, call) {
    const desk = await openDesk(world, call, "trust");
    if (!desk.ok) return desk;
    const commands = settingsCommands(desk.value);
    const before = isTrusted(desk.value);
    if (call.dryRun) return ok({ commands, trusted: before, changed: !before, dryRun: true as const });
    const person = requirePerson(desk.value, call, "trust");
    if (!person.ok) return person;
    const trusted = trust(desk.value);
    return trusted.ok ? ok({ commands, trusted: true, changed: !before }) : trusted;
  },
});
