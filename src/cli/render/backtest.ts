import type { Line, Page } from "../_page.ts";
import { isShape, type Shape, shapeOf, shapesOf, textOf } from "../_shape.ts";
import { type Column, table } from "../_table.ts";

/** The order that was taken beside the one of rank. */
export function backtest(answer: Shape, page: Page): readonly Line[] {
  const usual = shapeOf(answer.backtest);
  const tried = isShape(answer.tried) ? answer.tried : undefined;
  const far = shapesOf(answer.farthest) ?? [];
  const span = typeof answer.from === "string" ? ` from ${day(answer.from)} to ${day(answer.to)}` : "";
  return [
    [{ text: textOf(usual.meaning), style: "bold" }],
    [{ text: `${counted(usual.moments, "choice")} in ${counted(answer.commits, "commit")}${span}`, style: "dim" }],
    ...(usual.ranked === 0 ? [] : table(NUMBERS, rowsOf(usual, tried), page.columns)),
    ...(tried === undefined ? [] : [[`tried: ${weightsText(tried.weights)}; ${textOf(tried.meaning)}`]]),
    ...(far.length === 0 ? [] : [[{ text: "farthest from rank", style: "bold" } as const]]),
    ...(far.length === 0 ? [] : table(FAR, far, page.columns)),
    ...estimates(shapesOf(answer.estimates) ?? [], page),
    ...left(answer, usual),
  ];
}

const counted = (count: unknown, noun: string): string => `${textOf(count)} ${noun}${count === 1 ? "" : "s"}`;

const day = (instant: unknown): string => textOf(instant).slice(0, "2026-03-02".length);

const weightsText = (weights: unknown): string => {
  const pairs = Object.entries(shapeOf(weights)).map(([name, value]) => `${name} ${textOf(value)}`);
  return pairs.length === 0 ? "the weights of docket.yaml" : pairs.join(", ");
};

const NUMBERS: readonly Column<Shape>[] = [
  { head: "", text: ({ what }) => textOf(what) },
  { head: "docket.yaml", text: ({ usual }) => textOf(usual) },
  { head: "tried", text: ({ tried }) => textOf(tried) },
];

function rowsOf(usual: Shape, tried: Shape | undefined): readonly Shape[] {
  const row = (what: string, pick: (tally: Shape) => string): Shape => ({
    what,
    usual: pick(usual),
    tried: tried === undefined ? "" : pick(tried),
  });
  const delay = (name: string) => (tally: Shape) => textOf(shapeOf(tally.delay)[name]);
  return [
    row("first of rank", ({ first, ranked }) => `${textOf(first)} of ${textOf(ranked)}`),
    row("one of the first three", ({ topThree, ranked }) => `${textOf(topThree)} of ${textOf(ranked)}`),
    row("mean place", ({ meanPlace, meanOf }) => `${textOf(meanPlace)} of ${textOf(meanOf)}`),
    row("cost of delay, as taken", delay("taken")),
    row("cost of delay, by rank", delay("ranked")),
  ];
}

const FAR: readonly Column<Shape>[] = [
  { head: "day", text: ({ at }) => day(at) },
  { head: "begun", text: ({ id }) => textOf(id) },
  { head: "place", text: ({ place, of }) => `${textOf(place)} of ${textOf(of)}` },
  { head: "rank's first", text: ({ first }) => textOf(first) },
];

/** How well points foretold what work took. */
function estimates(kinds: readonly Shape[], page: Page): readonly Line[] {
  if (kinds.length === 0) return [];
  const outliers = kinds.flatMap((kind) => shapesOf(kind.outliers) ?? []);
  const named = outliers.slice(0, MAX_OUTLIERS).map(({ id, expected, took }) => {
    return `${textOf(id)} took ${textOf(took)} minutes where ${textOf(expected)} were to be expected`;
  });
  const more = outliers.length > MAX_OUTLIERS ? [`${outliers.length - MAX_OUTLIERS} more`] : [];
  return [
    [{ text: "what work took, against its points", style: "bold" }],
    ...table(KINDS, kinds, page.columns),
    ...(named.length === 0 ? [] : [[`left out: ${[...named, ...more].join("; ")}`]]),
  ];
}

const MAX_OUTLIERS = 5;

const KINDS: readonly Column<Shape>[] = [
  { head: "kind", text: ({ kind }) => textOf(kind) },
  { head: "done", text: ({ tickets }) => textOf(tickets) },
  { head: "minutes a point", text: ({ minutesPerPoint }) => textOf(minutesPerPoint) },
  { head: "median error", text: ({ medianErrorPercent }) => `${textOf(medianErrorPercent)} %` },
];

const LEFT: readonly (readonly [name: string, what: string])[] = [
  ["begunBefore", "were under work or over when the replay begins"],
  ["unfinished", "were begun and not finished"],
  ["again", "were begun another time"],
  ["unreadable", "versions of tickets cannot be read"],
  ["strayClocks", "commits have a time that does not fit the others"],
  ["olderCommits", "older commits were not looked at"],
];

/** What the numbers do not tell of. */
function left({ notReplayed }: Shape, { notReady }: Shape): readonly Line[] {
  const counts = { ...shapeOf(notReplayed) };
  const said = LEFT.flatMap(([name, what]) => (counts[name] === 0 ? [] : [`${textOf(counts[name])} ${what}`]));
  const unready = notReady === 0 ? [] : [`${textOf(notReady)} were begun although they could not be started`];
  const shallow = counts.shallow === true ? ["this clone does not have the beginning of the history"] : [];
  const all = [...shallow, ...unready, ...said];
  return all.length === 0 ? [] : [[{ text: `not compared: ${all.join("; ")}`, style: "dim" }]];
}
