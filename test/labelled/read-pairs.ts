import { readdirSync, readFileSync } from "node:fs";

export interface Labelled {
  readonly title: string;
  readonly text: string;
}

export interface LabelledPair {
  readonly isSame: boolean;
  readonly a: Labelled;
  readonly b: Labelled;
}

export interface CodeBase {
  readonly name: string;
  /** By its number among the names: weights and thresholds are chosen without it. */
  readonly isHeldOut: boolean;
  readonly pairs: readonly LabelledPair[];
  /** All its tickets, each once. */
  readonly tickets: readonly Labelled[];
}

const FOLDER = new URL("./pairs/", import.meta.url);

/** Reads all labelled pairs, code base by code base. */
export const codeBases = (): readonly CodeBase[] =>
  readdirSync(FOLDER)
    .toSorted()
    .map((file, at) => {
      const pairs = readFileSync(new URL(file, FOLDER), "utf8")
        .trim()
        .split(/\n\n+/)
        .map((block) => readPair(block, file));
      const tickets = new Map(pairs.flatMap(({ a, b }) => [a, b]).map((one) => [idOf(one), one]));
      return { name: file.replace(/\.txt$/, ""), isHeldOut: at % 2 === 0, pairs, tickets: [...tickets.values()] };
    });

/** A ticket's name in these tests: what it says. */
export const idOf = ({ title, text }: Labelled): string => `${title} | ${text}`;

function readPair(block: string, file: string): LabelledPair {
  const [label, a = "", b = "", ...more] = block.split("\n");
  if ((label !== "yes" && label !== "no") || more.length > 0) throw new Error(`${file}: no pair: ${block}`);
  return { isSame: label === "yes", a: readTicket(a, file), b: readTicket(b, file) };
}

function readTicket(line: string, file: string): Labelled {
  const [title, text, ...more] = line.split(" | ");
  if (title === undefined || text === undefined || more.length > 0) throw new Error(`${file}: no ticket: ${line}`);
  return { title, text };
}
