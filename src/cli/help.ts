import type { Field, Fields, Op } from "../ops/op.ts";
import { GLOBALS } from "./_globals.ts";
import type { Line, Span } from "./_page.ts";
import { flagOf, positionals, usageLine, wordOf } from "./_spelling.ts";
import { padEnd, shortened, widthOf, wrap } from "./_width.ts";
import type { Door, Doorway } from "./doorway.ts";
import { type Globals, printLines } from "./print.ts";

const GROUPS: readonly (readonly [Op["group"], string])[] = [
  ["tickets", "Tickets"],
  ["plan", "What to do next"],
  ["work", "Working on a ticket"],
  ["backlog", "The backlog itself"],
];

/** Prints the overview, or the page of one verb; with `--json` the same as data. */
export async function printHelp(verb: string | undefined, globals: Globals, doorway: Doorway): Promise<void> {
  const { terminal, world } = doorway;
  const printing = { terminal, globals, variables: world.environment.variables };
  const columns = Math.min(HELP_COLUMNS, terminal.columns ?? HELP_COLUMNS);
  const door = doorway.doors.find((one) => one.name === verb);
  const load = verb === undefined ? undefined : doorway.verbs[verb];
  if (load !== undefined || door !== undefined) {
    const page = load === undefined ? door : await load();
    if (page === undefined) return;
    if (globals.json) terminal.out(`${JSON.stringify({ command: asData(page) })}\n`);
    else await printLines("input" in page ? opPage(page, columns) : doorPage(page, columns), printing);
    return;
  }
  const all = await Promise.all(Object.values(doorway.verbs).map((one) => one()));
  const ops = all.filter((op) => op.hidden !== true);
  if (globals.json) terminal.out(`${JSON.stringify({ commands: [...ops, ...doorway.doors].map(asLine) })}\n`);
  else await printLines(overview(ops, { doors: doorway.doors, columns }), printing);
}

interface Overview {
  readonly doors: readonly Door[];
  readonly columns?: number;
}

/** The first thing people see. */
export function overview(ops: readonly Op[], { doors, columns = HELP_COLUMNS }: Overview): readonly Line[] {
  const left = [...ops, ...doors].reduce((most, { name }) => Math.max(most, name.length), 4) + 3;
  const list = (all: readonly { readonly name: string; readonly summary: string }[]): readonly Line[] =>
    rows(
      all.map(({ name, summary }) => [name, summary]),
      { columns, left },
    );
  const groups = GROUPS.flatMap(([group, title]): readonly Line[] => {
    const members = ops.filter((op) => op.group === group);
    return members.length === 0 ? [] : [[], heading(title), ...list(members)];
  });
  return [
    ["docket keeps a software backlog as files in the repository it belongs to."],
    [],
    [{ text: "Usage", style: "bold" }, "  docket <command> [arguments] [flags]"],
    ...groups,
    ...(doors.length === 0 ? [] : [[], heading("Doors"), ...list(doors)]),
    [],
    heading("Flags of every command"),
    ...flagLines(GLOBALS, columns),
    [],
    [{ text: "docket help <command> says more about one command, with examples.", style: "dim" }],
  ];
}

/** The page of one op: usage, what it does, arguments, flags, examples. */
export function opPage(op: Op, columns = HELP_COLUMNS): readonly Line[] {
  const places = positionals(op.input);
  const flags = Object.fromEntries(Object.entries(op.input).filter(([, field]) => field.position === undefined));
  return [
    [`${op.summary}${op.summary.endsWith(".") ? "" : "."}`],
    [],
    [{ text: "Usage", style: "bold" }, `  ${usageLine(op.name, op.input)}`],
    ...about(op.about, columns),
    ...block("Arguments", rows(places.map(argument), { columns })),
    ...block("Flags", flagLines(flags, columns)),
    ...examples(op.examples),
    [],
    [{ text: "Flags of every command: docket help", style: "dim" }],
  ];
}

const argument = ([name, field]: readonly [string, Field]): readonly [string, string] => [
  `<${wordOf(name, field)}>`,
  describe(field),
];

function doorPage(door: Door, columns: number): readonly Line[] {
  return [
    [`${door.summary}.`],
    [],
    [{ text: "Usage", style: "bold" }, `  docket ${door.name}`],
    ...about(door.about, columns),
    ...examples(door.examples),
  ];
}

function about(text: string | undefined, columns: number): readonly Line[] {
  return text === undefined ? [] : [[], ...wrap(text.trim().replace(/\s+/g, " "), columns).map((line): Line => [line])];
}

function examples(lines: readonly string[]): readonly Line[] {
  return block(
    "Examples",
    lines.map((line) => [`  ${line}`]),
  );
}

function block(title: string, lines: readonly Line[]): readonly Line[] {
  return lines.length === 0 ? [] : [[], heading(title), ...lines];
}

const heading = (text: string): Line => [{ text, style: "bold" }];

export function flagLines(fields: Fields, columns = HELP_COLUMNS): readonly Line[] {
  return rows(
    Object.entries(fields).map(([name, field]) => [flagText(name, field), describe(field)]),
    { columns },
  );
}

/** `-k, --kind <kind>`; an on-off flag that is on by default is shown as the flag that turns it off. */
export function flagText(name: string, field: Field): string {
  const short = field.short === undefined ? "    " : `-${field.short}, `;
  const long = flagOf(name, field);
  if (field.type === "boolean") return short + (field.default === true ? long.replace("--", "--no-") : long);
  return `${short}${long} <${wordOf(name, field)}>${field.type === "strings" ? " …" : ""}`;
}

/** What a flag does, then its values, limits and default. */
export function describe(field: Field): string {
  const notes = [];
  if (field.values !== undefined) notes.push(field.values.join(", "));
  const range = rangeOf(field);
  if (range !== undefined) notes.push(range);
  if (field.required) notes.push("required");
  if (field.stdin) notes.push("- reads it from the pipe");
  if (field.type === "strings" && field.position === undefined) notes.push("may be repeated");
  if (field.default !== undefined && typeof field.default !== "boolean") notes.push(`default ${field.default}`);
  const text = field.describe.replace(/\.$/, "");
  return notes.length === 0 ? text : `${text} (${notes.join("; ")})`;
}

function rangeOf({ min, max }: Field): string | undefined {
  if (min === undefined) return max === undefined ? undefined : `at most ${max}`;
  return max === undefined ? `at least ${min}` : `${min} to ${max}`;
}

const HELP_COLUMNS = 100;
const MOST_LEFT = 30;

const LEAST_RIGHT = 30;

interface Columns {
  readonly columns: number;
  /** Where the right column begins; else as the names on the left need it. */
  readonly left?: number;
}

/** Two columns; long texts on the right go on below themselves. */
function rows(pairs: readonly (readonly [string, string])[], given: Columns): readonly Line[] {
  const widest = Math.max(0, ...pairs.map(([text]) => widthOf(text)));
  const left = given.left ?? Math.min(MOST_LEFT, widest) + 3;
  return pairs.flatMap(([name, text]): readonly Line[] => {
    const [first = "", ...more] = wrap(text, Math.max(LEAST_RIGHT, given.columns - left - 2));
    const head: Span[] = ["  ", { text: shortened(name, 60), style: "cyan" }];
    const below: readonly Line[] = more.map((line) => [`  ${" ".repeat(left)}${line}`]);
    if (widthOf(name) >= left) return [head, [`  ${" ".repeat(left)}${first}`], ...below];
    return [[...head, padEnd(name, left).slice(name.length) + first], ...below];
  });
}

const asLine = ({ name, summary }: Op | Door) => ({ name, summary });

function asData(page: Op | Door): unknown {
  if (!("input" in page)) return { name: page.name, summary: page.summary, about: page.about, examples: page.examples };
  const { name, summary, about: more, effect, group, examples: lines, input } = page;
  const flags = Object.entries(input).map(([key, { describe: says, ...field }]) => {
    return { name: key, flag: flagOf(key, field as Field), describe: says, ...field };
  });
  return { name, summary, about: more, group, effect, usage: usageLine(name, input), input: flags, examples: lines };
}
