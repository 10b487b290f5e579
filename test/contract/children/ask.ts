// Asks on the terminal of this process until the input ends, and says what it was answered.
import { hostTerminal } from "../../../src/host/terminal.ts";

const terminal = hostTerminal();
const answers: unknown[] = [];
for (let at = 1; at <= 3; at += 1) {
  const answer = await terminal.ask(`question ${at}? `);
  answers.push(answer ?? null);
  if (answer === undefined) break;
}
const { inIsScreen, outIsScreen } = terminal;
terminal.out(`told ${JSON.stringify({ answers, inIsScreen, outIsScreen })}\n`);
