import { expect, test } from "vitest";
import { findCard } from "../ops/cards/find-card.ts";
import { memoryTerminal } from "../twins/memory-terminal.ts";
import { printFault } from "./print.ts";

const fault = { code: "not-proven", exit: "findings", message: "WO-1 is not proven", hint: "mend it" } as const;
const card = findCard("not-proven");

test("a person at a screen sees the card of a refusal: class, cause, next steps, the command to check again", () => {
  const terminal = memoryTerminal({ columns: 80 });
  printFault({ ...fault, card }, { terminal, json: false });
  expect(terminal.errText.split("\n")).toEqual([
    "docket: WO-1 is not proven",
    "  hint: mend it",
    "  Verdicts: not-proven",
    "  why: The proof did not pass; the message has the first reasons.",
    "  next: Mend, commit, `docket verify`.",
    "  then: docket verify ID",
    "",
  ]);
});

test("--json has it whole, a pipe only the first lines, and a code without a card has none", () => {
  const json = memoryTerminal({ columns: 80 });
  printFault({ ...fault, card }, { terminal: json, json: true });
  expect(JSON.parse(json.outText).error).toEqual({ code: "not-proven", message: fault.message, hint: "mend it", card });
  const pipe = memoryTerminal();
  printFault({ ...fault, card }, { terminal: pipe, json: false });
  expect(pipe.errText).toBe("docket: WO-1 is not proven\n  hint: mend it\n");
  expect(findCard("ticket-not-found")).toBe(undefined);
});
