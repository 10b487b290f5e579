// Does the steps it is sent with the terminal of this process, and tells the parent what it was answered and what it is.
import { once } from "node:events";
import { hostTerminal } from "../../../src/host/terminal.ts";
import type { Step } from "../terminal.ts";

const [steps]: readonly (readonly Step[])[] = await once(process, "message");
const terminal = hostTerminal();
const answers: unknown[] = [];
for (const [kind, what] of steps ?? []) {
  if (kind === "read") answers.push(await terminal.readInput(what));
  else if (kind === "out") terminal.out(what);
  else terminal.err(what);
}
const { outIsScreen, errIsScreen, columns } = terminal;
process.send?.(
  { answers, outIsScreen, errIsScreen, columns: columns ?? null, lost: terminal.lost()?.code ?? null },
  () => process.disconnect?.(),
);
