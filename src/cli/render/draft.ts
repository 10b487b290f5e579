import { type Line, linesOf, type Page } from "../_page.ts";
import { type Shape, shapeOf, shapesOf, textOf } from "../_shape.ts";
import { generic } from "./generic.ts";
import { improvedLines } from "./improved.ts";

/** What was drafted: one draft whole, several in short; then what has to be said before anything is written. */
export function draft(output: unknown, page: Page): readonly Line[] {
  const { drafts, passedOver, masked, written, dryRun } = shapeOf(output);
  const all = shapesOf(drafts) ?? [];
  if (page.fields !== undefined) return generic(output, page);
  const [one] = all;
  const isDone = written === true || dryRun === true;
  const body =
    all.length === 1 && one !== undefined && !isDone ? wholeLines(one) : all.flatMap((each) => shortLines(each, all));
  return [
    ...body,
    ...maskedLines(masked),
    ...passedLines(shapesOf(passedOver) ?? [], page),
    ...endLines({ all, written, dryRun }, page),
  ];
}

function wholeLines(one: Shape): readonly Line[] {
  return [
    [
      { text: textOf(one.title), style: "bold" },
      { text: `  ${textOf(one.kind)}, ${words(one.readiness)}`, style: "dim" },
    ],
    [textOf(one.restated)],
    ...likeLines(one),
    [""],
    ...linesOf(textOf(one.body)),
    ...(one.improved === undefined ? [] : [[""] as const]),
    ...improvedLines(one),
  ];
}

function likeLines({ like }: Shape): readonly Line[] {
  return (shapesOf(like) ?? []).map(
    (other): Line => [
      { text: other.same === true ? "says the same: " : "near to: ", style: other.same === true ? "yellow" : "dim" },
      `${textOf(other.id)} ${textOf(other.title)}`,
    ],
  );
}

function shortLines(one: Shape, all: readonly Shape[]): readonly Line[] {
  const { plan, files, criteria, questions } = one;
  const place = shapeOf(plan);
  const after = Array.isArray(place.after) ? place.after : [];
  const titles = after.flatMap((at) => (typeof at === "number" ? textOf(all[at]?.title) : []));
  const size = `${counted(count(files), "file", "files")}, ${counted(count(criteria), "criterion", "criteria")}`;
  return [
    [
      { text: one.id === undefined ? "" : `${textOf(one.id)} `, style: "bold" },
      textOf(one.title),
      { text: `  ${textOf(one.kind)}, ${size}, ${words(one.readiness)}`, style: "dim" },
    ],
    ...likeLines(one).map((line): Line => ["  ", ...line]),
    ...titles.map((title): Line => [{ text: `  after: ${title}`, style: "dim" }]),
    ...(Array.isArray(questions) ? questions : []).map(
      (question): Line => [{ text: "  needs a person: ", style: "yellow" }, textOf(shapeOf(question).text)],
    ),
    ...improvedLines(one),
  ];
}

const counted = (many: number, one: string, more: string): string => `${many} ${many === 1 ? one : more}`;

const count = (list: unknown): number => (Array.isArray(list) ? list.length : 0);

const words = (readiness: unknown): string => textOf(readiness).replaceAll("_", " ");

const passedLines = (passed: readonly Shape[], { hints }: Page): readonly Line[] =>
  hints
    ? passed.map(
        ({ line, text, why }): Line => [
          { text: `not taken, line ${textOf(line)}: ${textOf(text)} (${textOf(why)})`, style: "dim" },
        ],
      )
    : [];

const maskedLines = (masked: unknown): readonly Line[] =>
  typeof masked === "number"
    ? [
        [
          {
            text: `masked: ${masked} ${masked === 1 ? "thing looks" : "things look"} like a secret and is not kept`,
            style: "yellow",
          },
        ],
      ]
    : [];

function endLines(
  { all, written, dryRun }: { readonly all: readonly Shape[]; readonly written: unknown; readonly dryRun: unknown },
  { hints, asking }: Page,
): readonly Line[] {
  const tickets = all.length === 1 ? "one ticket" : `${all.length} tickets`;
  if (dryRun === true) return [[`would have written ${tickets}`]];
  if (written === true) {
    const next: Line = [{ text: `see it whole: docket show ${textOf(all[0]?.id)}`, style: "dim" }];
    return [[`wrote ${tickets}`], ...(hints && all.length === 1 ? [next] : [])];
  }
  if (asking === true) return [];
  return hints ? [[""], [{ text: `nothing is written yet: the same with --yes writes ${tickets}`, style: "dim" }]] : [];
}
