import { priorityLook } from "../_looks.ts";
import type { Line, Page, Span } from "../_page.ts";
import { isShape, type Shape, shapeOf, shapesOf, textOf } from "../_shape.ts";
import { type Column, table } from "../_table.ts";
import { ticketTable } from "./_tickets.ts";
import { generic } from "./generic.ts";

/** Each wave with its tickets, then what has no place and why. */
export function waves(output: unknown, page: Page): readonly Line[] {
  const { waves: given, skipped, total } = shapeOf(output);
  const [all, left] = [shapesOf(given) ?? [], shapesOf(skipped) ?? []];
  if (page.fields !== undefined) return generic(output, page);
  if (all.length === 0 && left.length === 0) return [["there is no open ticket"]];
  const more = typeof total === "number" && total > all.length ? total - all.length : 0;
  return [
    ...waveLines(all, page),
    ...(more === 0 ? [] : [[dim(`${more} more ${more === 1 ? "wave" : "waves"}; --limit shows them`)]]),
    ...(left.length === 0 ? [] : [[{ text: "no place", style: "bold" } as const]]),
    ...left.slice(0, MAX_LEFT).map((one): Line => withReason(one, textOf(one.reason))),
    ...(left.length > MAX_LEFT ? [[dim(`${left.length - MAX_LEFT} more without a place; --json has them all`)]] : []),
  ];
}

/** The waves one below the other; below a ticket why it was not put earlier, where something stood in its way. */
function waveLines(waves: readonly Shape[], page: Page): readonly Line[] {
  const rows = waves.flatMap(({ wave, tickets }) => (shapesOf(tickets) ?? []).map((one) => ({ ...one, wave })));
  const columns = page.columns === undefined ? undefined : page.columns - 2;
  const [, ...lines] = table(IN_WAVE, rows, columns);
  return lines.flatMap((line, at): readonly Line[] => {
    const { wave, why } = shapeOf(rows[at]);
    const head: Line = [{ text: `wave ${textOf(wave)}`, style: "bold" }];
    const reason: Line = [dim(`      ${textOf(why)}`)];
    return [...(wave === rows[at - 1]?.wave ? [] : [head]), ["  ", ...line], ...(why === NO_REASON ? [] : [reason])];
  });
}

const NO_REASON = "nothing is in its way";

const IN_WAVE: readonly Column<Shape>[] = [
  { head: "id", text: ({ id }) => textOf(id) },
  { head: "pri", text: ({ priority }) => textOf(priority), style: priorityLook },
  { head: "agent", text: ({ agent }) => textOf(agent), leaves: 1 },
  { head: "title", text: ({ title }) => textOf(title), shrinks: true },
];

/** What has no place may be most of a backlog, and would push the waves off the page. */
const MAX_LEFT = 50;

const dim = (text: string): Span => ({ text, style: "dim" });

const withReason = (one: Shape, reason: string): Line => [
  `  ${textOf(one.id)}  ${textOf(one.priority)}  ${textOf(one.title)}  `,
  dim(reason),
];

/** What a ticket needs next, or a table of all. */
export function route(output: unknown, page: Page): readonly Line[] {
  const shape = shapeOf(output);
  const rows = shapesOf(shape.tickets);
  if (rows?.length === 0) return [["there is no open ticket"]];
  if (rows !== undefined && page.fields !== undefined) return ticketTable(rows, page);
  if (rows !== undefined) return table(ROUTED, rows, page.columns);
  if (page.fields !== undefined) return generic(output, page);
  const { agent, complexity, tier, estimate, packet } = shape;
  const [chosen, cost] = [shapeOf(agent), shapeOf(estimate)];
  const also = textOf(chosen.also);
  return [
    [{ text: textOf(shape.action), style: "bold" }, `  ${textOf(shape.reason)}`],
    row("agent", `${textOf(chosen.agent)}${also === "" ? "" : `, with ${also}`}`, textOf(chosen.reason)),
    ...askedLines(chosen),
    ...broughtLines(chosen),
    row("complexity", textOf(shapeOf(complexity).value), textOf(shapeOf(complexity).reason)),
    row("model", textOf(shapeOf(tier).value), textOf(shapeOf(tier).reason)),
    row("estimate", costText(cost), sureText(cost)),
    ...(isShape(cost.past) ? pastLines(cost.past) : []),
    ...listOf("evidence", shape.evidence),
    ...(isShape(packet) ? packetLines(packet) : []),
  ];
}

const ROUTED: readonly Column<Shape>[] = [
  { head: "id", text: ({ id }) => textOf(id) },
  { head: "action", text: ({ action }) => textOf(action) },
  { head: "agent", text: ({ agent }) => textOf(agent), leaves: 1 },
  { head: "complexity", text: ({ complexity }) => textOf(complexity), leaves: 3 },
  { head: "tier", text: ({ tier }) => textOf(tier), leaves: 2 },
  { head: "title", text: ({ title }) => textOf(title), shrinks: true },
];

/** Where a model was asked: what the rules alone say, or why there is no answer. */
function askedLines({ agent, asked, fault }: Shape): readonly Line[] {
  if (fault !== undefined) return [row("", "not asked", textOf(shapeOf(fault).message))];
  const { byRules } = shapeOf(asked);
  return byRules === undefined || byRules === agent ? [] : [row("", textOf(byRules), "by the rules alone")];
}

/** What the settings give to this kind of agent. */
const broughtLines = ({ program, prompt }: Shape): readonly Line[] => [
  ...(program === undefined ? [] : [row("program", textOf(program), "docket run without --agent")]),
  ...(prompt === undefined ? [] : [row("prompt", textOf(prompt), "read before the ticket")]),
];

const row = (name: string, value: string, reason: string): Line => [dim(name.padEnd(11)), `${value}  `, dim(reason)];

const sureText = ({ confidence, samples }: Shape): string =>
  `confidence ${textOf(confidence)}${samples === 0 ? "" : `, from ${textOf(samples)} finished`}`;

/** How good estimates were so far. */
function pastLines({ accuracyPercent, estimated, outliers, unreadable }: Shape): readonly Line[] {
  const known = typeof accuracyPercent === "number";
  return [
    ...(known
      ? [row("accuracy", `${accuracyPercent} % over ${textOf(estimated)}`, "1 − |actual − estimated| ÷ estimated")]
      : []),
    ...(shapesOf(outliers) ?? []).map(({ ticket, reason }) => row("left out", textOf(ticket), textOf(reason))),
    ...(unreadable === 0
      ? []
      : [row("left out", `${textOf(unreadable)} lines of ledger/usage.jsonl`, "they are no entries")]),
  ];
}

function costText({ totalTokens, usd, lowUsd, highUsd }: Shape): string {
  const tokens = `${Number(totalTokens) / 1000}k tokens`;
  return usd === undefined ? tokens : `${tokens}, $${textOf(usd)} ($${textOf(lowUsd)} to $${textOf(highUsd)})`;
}

const PARTS: readonly (readonly [string, string])[] = [
  ["intent", "intent"],
  ["requirements", "requirements"],
  ["invariants", "invariants"],
  ["nonGoals", "non-goals"],
  ["escalateIf", "escalate if"],
  ["validation", "validation"],
  ["codeMap", "code map"],
  ["risks", "risks"],
];

const packetLines = (packet: Shape): readonly Line[] => PARTS.flatMap(([key, name]) => listOf(name, packet[key]));

function listOf(name: string, value: unknown): readonly Line[] {
  const texts = (Array.isArray(value) ? value.map(textOf) : textOf(value).split("\n")).filter((one) => one !== "");
  return texts.length === 0 ? [] : [[dim(name)], ...texts.map((text): Line => [`  ${text}`])];
}

/** The slices of a ticket, and how to make them real. */
export function split(output: unknown, page: Page): readonly Line[] {
  const { id, applied, reasons, remarks, needsPerson, slices } = shapeOf(output);
  const parts = shapesOf(slices) ?? [];
  if (page.fields !== undefined) return generic(output, page);
  const why = textOf(reasons);
  if (why === "") return [[`${textOf(id)} is small enough`]];
  const head = `${textOf(id)} ${applied === true ? "was split" : "is too large"}: ${why}`;
  const person: Line = [{ text: "a person should look at this before it is applied", style: "yellow" }];
  return [
    [{ text: head, style: "bold" }],
    ...(Array.isArray(remarks) ? remarks.map((text): Line => [{ text: textOf(text), style: "yellow" }]) : []),
    ...parts.flatMap(sliceLines),
    ...(needsPerson === true && applied !== true ? [person] : []),
    ...(applied === true || parts.length === 0 ? [] : [[dim(`docket split ${textOf(id)} --yes applies it`)]]),
  ];
}

function sliceLines(slice: Shape): readonly Line[] {
  const name = slice.id === undefined ? `part ${textOf(slice.part)}` : textOf(slice.id);
  const after = Array.isArray(slice.after) && slice.after.length > 0 ? `  after part ${textOf(slice.after)}` : "";
  const points = slice.effort === undefined ? "" : `  effort ${textOf(slice.effort)}`;
  const lines = [...listed(slice.criteria), ...listed(slice.files)];
  return [[{ text: name, style: "bold" }, dim(`${points}${after}`)], ...lines.map((text): Line => [`  ${text}`])];
}

const listed = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(textOf) : []);
