import { withoutLongBlanks } from "./_long-blanks.ts";
import { isTableLine, isTableRule, type TableRow, tableReader } from "./_plan-table.ts";

/** One line of a plan in Markdown, told apart by what it is. */
export type PlanLine =
  | { readonly is: "heading"; readonly level: number; readonly text: string; readonly line: number }
  | {
      readonly is: "item";
      readonly indent: number;
      /** The number in front of it, in a numbered list. */
      readonly number: number | undefined;
      readonly ticked: boolean;
      readonly text: string;
      readonly line: number;
      /** Of a row in a table of work. */
      readonly row?: TableRow;
    }
  | { readonly is: "text"; readonly indent: number; readonly text: string; readonly line: number }
  | { readonly is: "blank"; readonly line: number };

const HEADING = /^ {0,3}(#{1,6})\s+(.*?)\s*#*$/;
const ITEM = /^(\s*)(?:[-*+]|(\d{1,4})[.)])\s+(?:\[([ xX])\](?:\s+|$))?(.*)$/;
/** A requirement in a line of its own: "R1. The system must", "FR-2: The export should". */
const LABELLED = /^ {0,3}[A-Z]{1,6}-?\d{1,4}(?:\.\d{1,3})?[.:)]\s+\S/;
const FENCE = /^\s*(`{3,}|~{3,})/;

/** Cuts a plan into its lines. What stands in a fence is code of an example and is only text, comments and front matter are nothing. */
export function planLines(markdown: string): readonly PlanLine[] {
  const text = withoutLongBlanks(markdown)
    .replaceAll("\r\n", "\n")
    .replace(/^\ufeff?---\n[\s\S]*?\n---\n/, (front) => front.replace(/[^\n]+/g, ""))
    .replace(/<!--[\s\S]*?(?:-->|$)/g, (comment) => comment.replace(/[^\n]+/g, ""));
  let fence = "";
  let table: ReturnType<typeof tableReader>;
  const raws = text.split("\n");
  return raws.map((raw, at): PlanLine => {
    const line = at + 1;
    const [, mark = ""] = FENCE.exec(raw) ?? [];
    const indent = indentOf(raw);
    if (fence !== "" || mark !== "") {
      if (fence === "") fence = mark;
      else if (mark.startsWith(fence)) fence = "";
      return { is: "text", indent, text: raw, line };
    }
    if (raw.trim() === "") {
      table = undefined;
      return { is: "blank", line };
    }
    if (isTableRule(raw) && isTableLine(raws[at - 1] ?? "")) {
      table = tableReader(raws[at - 1] ?? "");
      return { is: "text", indent, text: raw.trim(), line };
    }
    const row = isTableLine(raw) ? table?.(raw) : undefined;
    if (row !== undefined) {
      const { number, ticked } = row;
      return { ...{ is: "item", indent: 0, number, ticked, text: plain(row.text), line, row } };
    }
    const heading = HEADING.exec(raw);
    if (heading !== null) return { is: "heading", level: heading[1]?.length ?? 1, text: plain(heading[2] ?? ""), line };
    const item = ITEM.exec(raw);
    if (item === null && LABELLED.test(raw))
      return { ...{ is: "item", indent, number: undefined, ticked: false, text: plain(raw.trim()), line } };
    if (item === null) return { is: "text", indent, text: raw.trim(), line };
    const [, , number, tick = " ", words = ""] = item;
    return {
      ...{ is: "item", indent, line, ticked: tick !== " ", text: plain(words) },
      number: number === undefined ? undefined : Number(number),
    };
  });
}

const indentOf = (raw: string): number => (/^\s*/.exec(raw)?.[0] ?? "").replaceAll("\t", "    ").length;

/** Without the marks of bold and italic text. */
const plain = (text: string): string => text.replace(/(\*\*|__)(.+?)\1/g, "$2").trim();
