import type { Card } from "../ops/cards/card.ts";
import type { InputOf, Op } from "../ops/op.ts";
import type { Terminal } from "../ports/terminal.ts";
import { EXIT, type Fault } from "../std/fault.ts";
import { ok, type Result } from "../std/result.ts";
import { cutOf } from "./_cut.ts";
import { keepFields } from "./_fields.ts";
import type { GLOBALS } from "./_globals.ts";
import type { Line } from "./_page.ts";
import { printable, printableLine } from "./_printable.ts";
import { findingsOf, isShape, placeOf } from "./_shape.ts";

export type Globals = InputOf<typeof GLOBALS>;

export interface Printing {
  readonly terminal: Terminal;
  readonly globals: Globals;
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** The person is asked next how to go on, so no answer has to tell them of a flag for it. */
  readonly asking?: true;
}

/** Prints an op's answer as JSON or as text and returns the exit code. */
export async function printAnswer(op: Op, output: unknown, printing: Printing): Promise<Result<number>> {
  const { terminal, globals } = printing;
  const fields = globals.fields?.split(",").map((name) => name.trim());
  const kept = fields === undefined ? ok(output) : keepFields(output, fields, op.effect);
  if (!kept.ok) return kept;
  if (globals.json) terminal.out(`${JSON.stringify(kept.value)}\n`);
  else await printText(op, { output: kept.value, fields }, printing);
  return ok(EXIT[op.exitOf?.(output) ?? "ok"]);
}

interface Answer {
  readonly output: unknown;
  readonly fields: readonly string[] | undefined;
}

async function printText(op: Op, { output, fields }: Answer, printing: Printing): Promise<void> {
  const { terminal, globals } = printing;
  const { rendererOf } = await import("./renderers.ts");
  const render = await rendererOf(op.name);
  const hints = terminal.outIsScreen && globals.quiet !== true;
  const asking = printing.asking === true ? { asking: true as const } : {};
  const lines = render(output, { columns: terminal.columns, hints, fields, ...asking });
  if (globals.dryRun && op.effect !== "read" && !globals.quiet) terminal.err("docket: dry run, nothing was written\n");
  await printLines(lines, printing);
  if (globals.quiet) return;
  // On a screen the count stands below the list; in a pipe it would be taken for a ticket.
  const cut = terminal.outIsScreen ? undefined : cutOf(output, "top" in op.input ? "top" : "limit");
  if (cut !== undefined) terminal.err(`docket: ${cut}\n`);
  warn(output, terminal);
}

/** Writes lines to stdout, coloured when a person looks at them or asks for it. */
export async function printLines(lines: readonly Line[], printing: Printing): Promise<void> {
  const { paint } = await import("./_page.ts");
  printing.terminal.out(paint(lines, wantsColor(printing) ? "colored" : "plain"));
}

/** A fault with its card, where its code has one. */
export type Told = Fault & { readonly card?: Card | undefined };

/** A fault as JSON on stdout, or as text on stderr: what, where, the way out. */
export function printFault(
  fault: Told,
  { terminal, json }: { readonly terminal: Terminal; readonly json: boolean },
): void {
  const { code, message, where, hint, card } = fault;
  if (json) {
    terminal.out(`${JSON.stringify({ error: { code, message, where, hint, card } })}\n`);
    return;
  }
  const lines = [`docket: ${printable(message)}`];
  // A place that the message names already would only be said twice.
  if (where !== undefined && !message.includes(where)) lines.push(`  at: ${printableLine(where)}`);
  if (hint !== undefined) lines.push(`  hint: ${printableLine(hint)}`);
  // In a pipe the first lines are what is read; --json has the whole card.
  if (card !== undefined && terminal.errIsScreen) lines.push(...cardLines(card, code));
  terminal.err(`${lines.join("\n")}\n`);
}

const cardLines = ({ class: kind, cause, next, recheck }: Card, code: string): readonly string[] => [
  `  ${kind}: ${code}`,
  `  why: ${cause}`,
  ...next.map((step) => `  next: ${step}`),
  `  then: ${recheck}`,
];

function wantsColor({ terminal, globals, variables }: Printing): boolean {
  if (globals.color === false) return false;
  const { NO_COLOR, FORCE_COLOR, TERM } = variables;
  if (NO_COLOR !== undefined && NO_COLOR !== "") return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== "0" && FORCE_COLOR !== "false";
  return terminal.outIsScreen && TERM !== "dumb";
}

const MOST_WARNINGS = 20;

function warn(output: unknown, terminal: Terminal): void {
  const problems = isShape(output) ? findingsOf(output.problems) : [];
  if (problems.length === 0) return;
  const lines = problems.slice(0, MOST_WARNINGS).map((one) => {
    return `docket: ${one.severity}: ${printableLine(`${placeOf(one)} ${one.message}`)}`;
  });
  const more = problems.length - lines.length;
  if (more > 0) lines.push(`docket: and ${more} more; docket doctor shows them all`);
  terminal.err(`${lines.join("\n")}\n`);
}
