import type { Ticket } from "../ticket/model.ts";

const HEADING = "affected files";
/** The path of a line: what stands in backticks, else its first word, when that looks like a path. */
const LINE = /^\s*(?:[-*+]|\d+[.)])?\s*(?:`([^`\n]+)`|([^\s|`]+))/;
const PATH = /^(?!\/)(?!.*(?:^|\/)\.\.(?:\/|$))(?=.*[./])[\w@.*?{}[\]!+,()/-]+$/;

/** The files that a ticket names in its section Affected Files. */
export function affectedFiles(ticket: Ticket): readonly string[] {
  const body = ticket.sections.find(({ heading }) => heading.toLowerCase() === HEADING)?.body ?? "";
  const named = body
    .replace(/<!--[\s\S]*?(?:-->|$)/g, "")
    .split("\n")
    .flatMap((line) => {
      const [, quoted, plain] = LINE.exec(line) ?? [];
      const path = (quoted ?? plain ?? "").replace(/[:,;]$/, "");
      return PATH.test(path) ? [path] : [];
    });
  return [...new Set(named)];
}
