import type { Op } from "../ops/op.ts";
import { GLOBALS } from "./_globals.ts";
import { paint } from "./_page.ts";
import { flagLines, opPage, overview } from "./help.ts";

/** The text of docs/commands.md: the overview, then the page of every command as `--help` prints it. */
export function commandReference(all: readonly Op[]): string {
  const ops = all.filter((op) => op.hidden !== true);
  const pages = ops.flatMap((op) => ["", `## ${op.name}`, "", ...fenced(paint(opPage(op), "plain"))]);
  return `${[
    "# Commands",
    "",
    "Made from the op records by `npm run golden`; do not edit. `docket help <command>` prints the same.",
    "",
    ...fenced(paint(overview(ops, { doors: [] }), "plain")),
    ...pages,
    "",
    "## Flags of every command",
    "",
    ...fenced(paint(flagLines(GLOBALS), "plain")),
  ].join("\n")}\n`;
}

const fenced = (text: string): readonly string[] => ["```text", text.trimEnd(), "```"];
