import type { Line, Page, Span } from "../_page.ts";
import { type Shape, shapeOf, shapesOf, textOf } from "../_shape.ts";
import { generic } from "./generic.ts";

/** What the index of the code answered: about a file, about a name, or files found by words. */
export function context(output: unknown, page: Page): readonly Line[] {
  const answer = shapeOf(output);
  if (page.fields !== undefined) return generic(output, page);
  if ("definitions" in answer) return nameLines(answer, page);
  return "importers" in answer ? fileLines(answer) : hitLines(answer, page);
}

function nameLines({ name, definitions, references, total }: Shape, page: Page): readonly Line[] {
  const found = shapesOf(definitions) ?? [];
  const used = shapesOf(references) ?? [];
  return [
    ...(found.length === 0 ? [[`${textOf(name)} is not defined in this checkout`]] : []),
    ...found.map((one): Line => [place(one), " ", ...symbolSpans(one)]),
    ...listOf("used in", used.map(place)),
    ...more(used.length, total, page),
  ];
}

function fileLines({ path, lines, kind, symbols, imports, importers }: Shape): readonly Line[] {
  const size = typeof lines === "number" ? `${lines} ${lines === 1 ? "line" : "lines"}` : `${textOf(kind)}, not read`;
  return [
    [
      { text: textOf(path), style: "bold" },
      { text: `  ${size}`, style: "dim" },
    ],
    ...(shapesOf(symbols) ?? []).map(
      (one): Line => [{ text: `  ${textOf(one.line)} `.padStart(8), style: "dim" }, ...symbolSpans(one)],
    ),
    ...listOf("imports", (shapesOf(imports) ?? []).map(importText)),
    ...listOf("imported by", (shapesOf(importers) ?? []).map(place)),
  ];
}

function hitLines({ query, files, total }: Shape, page: Page): readonly Line[] {
  const hits = shapesOf(files) ?? [];
  if (hits.length === 0 && total === 0) return [[`no file fits ${textOf(query)}`]];
  return [
    ...hits.flatMap((hit): readonly Line[] => [
      [textOf(hit.path)],
      ...(shapesOf(hit.symbols) ?? []).map(
        (one): Line => [{ text: `${textOf(one.line)} `.padStart(8), style: "dim" }, ...symbolSpans(one)],
      ),
    ]),
    ...more(hits.length, total, page),
  ];
}

function symbolSpans({ kind, name, container, exported }: Shape): readonly Span[] {
  const whole = container === undefined ? textOf(name) : `${textOf(container)}.${textOf(name)}`;
  const own: readonly Span[] = exported === true ? [] : [{ text: "  not exported", style: "dim" }];
  return [{ text: `${textOf(kind)} `, style: "dim" }, whole, ...own];
}

const place = ({ path, line }: Shape): string => `${textOf(path)}:${textOf(line)}`;

/** An import that leads to a file shows the file, one that leads elsewhere its own words. */
function importText({ spec, paths }: Shape): string {
  const [first, ...others] = Array.isArray(paths) ? paths.map(textOf) : [];
  if (first === undefined) return textOf(spec);
  return others.length === 0 ? first : `${textOf(spec)} (${others.length + 1} files)`;
}

const listOf = (head: string, items: readonly string[]): readonly Line[] =>
  items.length === 0 ? [] : [[{ text: head, style: "dim" }], ...items.map((item): Line => [`  ${item}`])];

function more(shown: number, total: unknown, { hints }: Page): readonly Line[] {
  if (!hints || typeof total !== "number" || total <= shown) return [];
  return [[{ text: `${shown} of ${total}; --limit shows more`, style: "dim" }]];
}
