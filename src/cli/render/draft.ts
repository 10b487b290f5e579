import type { Line, Page } from "../_page.ts";
import { proseLines } from "../_prose.ts";
import { type Shape, shapeOf, shapesOf, textOf } from "../_shape.ts";
import { generic } from "./generic.ts";
import { improvedLines } from "./improved.ts";

/** What was drafted: one draft whole, several in short; then what has to be said before anything is written. */
export function draft(output: unknown, page: Page): readonly Line[] {
  const { drafts, passedOver, masked, written, dryRun, item } = shapeOf(output);
  const all = shapesOf(drafts) ?? [];
  const shown = typeof item === "number" ? all[item - 1] : undefined;
  if (page.fields !== undefined) return generic(output, page);
  if (shown !== undefined)
    return [
      [{ text: `${textOf(item)} of ${all.length}`, style: "dim" }],
      ...tieLines(shown),
      ...wholeLines(shown, page),
    ];
  const [one] = all;
  const isDone = written === true || dryRun === true;
  const body =
    all.length === 1 && one !== undefined && !isDone
      ? wholeLines(one, page)
      : all.flatMap((each, at) => shortLines(each, { all, number: isDone ? undefined : at + 1 }));
  return [
    ...body,
    ...maskedLines(masked),
    ...passedLines(shapesOf(passedOver) ?? [], page),
    ...endLines({ all: all.filter(({ skipped }) => skipped !== true), written, dryRun }, page),
  ];
}

function wholeLines(one: Shape, { columns }: Page): readonly Line[] {
  return [
    [
      { text: textOf(one.title), style: "bold" },
      { text: `  ${textOf(one.kind)}, ${words(one.readiness)}`, style: "dim" },
    ],
    ...proseLines(textOf(one.restated), { indent: "", columns }),
    ...likeLines(one),
    [""],
    ...proseLines(textOf(one.body), { indent: "", columns }),
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

interface Place {
  readonly all: readonly Shape[];
  /** By which it is named in an answer; none where it was written. */
  readonly number: number | undefined;
}

function shortLines(one: Shape, { all, number }: Place): readonly Line[] {
  const { plan, files, criteria, questions } = one;
  const place = shapeOf(plan);
  const after = Array.isArray(place.after) ? place.after : [];
  const made = new Set((shapesOf(place.among) ?? []).filter(({ kind }) => kind === "first").map(({ draft }) => draft));
  const titles = after.flatMap((at) => (typeof at === "number" && !made.has(at + 1) ? textOf(all[at]?.title) : []));
  const size = `${counted(count(files), "file", "files")}, ${counted(count(criteria), "criterion", "criteria")}`;
  const name = number === undefined ? textOf(one.id) : `${number}.`;
  if (one.skipped === true)
    return number === undefined ? [] : [[{ text: `${name} ${textOf(one.title)}  left out`, style: "dim" }]];
  return [
    [
      { text: `${name} `, style: "bold" },
      textOf(one.title),
      { text: `  ${textOf(one.kind)}, ${size}, ${words(one.readiness)}`, style: "dim" },
    ],
    ...likeLines(one).map((line): Line => ["  ", ...line]),
    ...titles.map((title): Line => [{ text: `  after: ${title}`, style: "dim" }]),
    ...(number === undefined ? [] : tieLines(one)),
    ...(Array.isArray(questions) ? questions : []).map(
      (question): Line => [{ text: "  needs a person: ", style: "yellow" }, textOf(shapeOf(question).text)],
    ),
    ...improvedLines(one),
  ];
}

/** What it has to do with other drafts of the same plan. */
function tieLines({ plan }: Shape): readonly Line[] {
  const ties = shapesOf(shapeOf(plan).among) ?? [];
  const beside = Map.groupBy(
    ties.filter(({ kind }) => kind === "shares"),
    ({ reason }) => textOf(reason),
  );
  return [
    ...ties.flatMap((tie): readonly Line[] => (tie.kind === "shares" ? [] : [tieLine(tie)])),
    ...Array.from(beside, ([reason, own]): Line => {
      const numbers = own.map(({ draft }) => textOf(draft)).join(", ");
      return [{ text: `  beside ${numbers}: ${reason}`, style: "dim" }];
    }),
  ];
}

function tieLine({ draft, kind, title, reason }: Shape): Line {
  const other = `${textOf(draft)}. ${textOf(title)}`;
  if (kind === "same") return [{ text: "  says the same: ", style: "yellow" }, other];
  return kind === "first"
    ? [{ text: `  after: ${other} (${textOf(reason)})`, style: "dim" }]
    : [{ text: `  stands against it: `, style: "yellow" }, `${other} (${textOf(reason)})`];
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
