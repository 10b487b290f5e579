import { type Dice, dice } from "./random.ts";

/** Backlogs that planning looks at: what people write, and what would make a comparison of each with each. */
export const SHAPES = ["usual", "same-words", "one-epic", "equal", "one-file", "flawed"] as const;

export type Shape = (typeof SHAPES)[number];

export interface PlanTicket {
  readonly name: string;
  readonly text: string;
}

/** Files of code that the tickets are about. */
export const SOURCES = 400;
const EQUAL = 2_000;
const IN_ONE_EPIC = 5_000;
const LETTERS = "bcdfghjkmnpqrstvwxz";
const SAME = ["improve", "the", "speed", "of", "report"] as const;
const WORDS = makeWords(3_000);

export const sourcePath = (number: number): string => `src/area${number % 20}/part${number}.ts`;
/** The name that a file had before it was renamed. */
export const gonePath = (number: number): string => `src/area${number % 20}/old${number}.ts`;
export const symbolOf = (number: number): string => `handlePart${number}`;

/** Open tickets with real bodies, files, criteria and ties; the same for the same shape and count. */
export function planTickets(shape: Shape, count: number): readonly PlanTicket[] {
  const roll = dice(11);
  return Array.from({ length: count }, (_, number) => makeTicket({ shape, number, roll, count }));
}

interface Making {
  readonly shape: Shape;
  readonly number: number;
  readonly count: number;
  readonly roll: Dice;
}

function makeTicket(making: Making): PlanTicket {
  const { number } = making;
  const id = idOf(number);
  return { name: `${id}-ticket-${number}.md`, text: [...frontmatter(making, id), ...sections(making)].join("\n") };
}

function idOf(number: number): string {
  const digits = [...String(1_000_000 + number * 7).slice(-6)];
  return `FEAT-${digits.map((digit) => LETTERS[Number(digit)]).join("")}`;
}

function frontmatter({ shape, number, roll }: Making, id: string): readonly string[] {
  const day = new Date(Date.UTC(2026, 0, 1) + number * 600_000).toISOString().slice(0, 19);
  const depends = number > 10 && roll.below(100) < 20 ? [idOf(number - 1 - roll.below(10))] : [];
  return [
    "---",
    `id: ${id}`,
    `title: ${titleOf({ shape, number, roll })}`,
    `status: ${roll.pick(["new", "new", "refined", "ready"])}`,
    "kind: feature",
    `priority: ${roll.pick(["P0", "P1", "P2", "P2", "P3"])}`,
    `created: ${day}Z`,
    `updated: ${day}Z`,
    `effort: ${1 + roll.below(5)}`,
    `impact: ${1 + roll.below(10)}`,
    ...(shape === "one-epic" && number < IN_ONE_EPIC ? ["epic: one"] : []),
    ...(depends.length > 0 ? [`depends_on: [${depends.join(", ")}]`] : []),
    "---",
    "",
  ];
}

function titleOf({ shape, number, roll }: Pick<Making, "shape" | "number" | "roll">): string {
  if (isEqual(shape, number)) return "Archive grows without an end";
  const words = phrase(roll, 6);
  if (shape !== "same-words") return words;
  return `${rotated(SAME, number).join(" ")} ${number}`;
}

const isEqual = (shape: Shape, number: number): boolean => shape === "equal" && number < EQUAL;

const rotated = (words: readonly string[], by: number): readonly string[] => [
  ...words.slice(by % words.length),
  ...words.slice(0, by % words.length),
];

function sections({ shape, number, roll }: Making): readonly string[] {
  const equal = isEqual(shape, number);
  const prose = (words: number): string => {
    const said = `${phrase(roll, words)}.`;
    if (equal) return "Every night it gets larger, and nobody takes anything away.";
    return shape === "same-words" ? `${rotated(SAME, number).join(" ")}.` : said;
  };
  const part = roll.below(SOURCES);
  const file = shape === "one-file" ? sourcePath(0) : sourcePath(part);
  const named = shape === "flawed" ? gonePath(part) : file;
  const own = `${file.slice(0, file.lastIndexOf("/"))}/new${number}.ts`;
  return [
    "## Context",
    "",
    `${prose(25)} It begins in \`${named}\`.`,
    "",
    "## Description",
    "",
    `${prose(40)} \`${symbolOf(part)}()\` is told of it. ${prose(30)}`,
    "",
    "## Affected Files",
    "",
    `- ${file}: modify`,
    ...(roll.below(3) === 0 ? [`- ${own}: create`] : []),
    "",
    "## Acceptance Criteria",
    "",
    ...[1, 2, 3].map((place) => `- [ ] AC-${shape === "flawed" ? place + 1 : place}: ${prose(12)}`),
    "",
    "## Test Strategy",
    "",
    `Unit tests: ${prose(10)}`,
    "",
    "```",
    "npm test",
    "```",
    "",
    "## Dependencies",
    "",
    "Nothing has to be there first.",
    "",
    "## Thread",
    "",
  ];
}

/** Some words are common and most are rare, as in any language. */
function phrase(roll: Dice, length: number): string {
  const words = Array.from({ length }, () => WORDS[Math.floor(WORDS.length * (roll.below(1_000) / 1_000) ** 3)] ?? "");
  return words.join(" ");
}

function makeWords(count: number): readonly string[] {
  const roll = dice(3);
  const letters = [..."abcdefghiklmnoprstuvw"];
  return Array.from({ length: count }, () =>
    Array.from({ length: 3 + roll.below(7) }, () => roll.pick(letters)).join(""),
  );
}
