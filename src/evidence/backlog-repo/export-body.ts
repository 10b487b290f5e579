import { type LooseTicket, textOf, textsIn } from "./export-ticket.ts";
import { type ExportView, exportTitle } from "./export-view.ts";

const MOST_ATOMS = 40;

const RESEARCH = `## Research

- What is known, and from how many runs?
- Which other ways are there, and what speaks for each?
- What is the smallest change that settles it, and who would see it?
- Decision: build, wait for more evidence, or leave it.
`;

/** The text of an exported ticket, which is also the text of its plan. */
export function exportBody(ticket: LooseTicket, view: ExportView, fingerprint: string): string {
  const parts = [
    `# ${oneLine(exportTitle(view))}`,
    metadata(view, fingerprint),
    section("Title", oneLine(view.title)),
    section("Problem", textOf(ticket, "problem")),
    section("User impact", textOf(ticket, "user_impact")),
    section("Proposed fix", textOf(ticket, "proposed_fix")),
    section("Investigation steps", bullets(textsIn(ticket, "investigation_steps"))),
    section("Success criteria", bullets(textsIn(ticket, "success_criteria"))),
    section("Evidence breadth", bullets(Object.entries(view.breadth).map(([key, count]) => `${key}: ${count}`))),
    `## Evidence atom ids\n\n${atomLines(view.atoms)}`,
    ...(view.exportKind === "research" ? [RESEARCH] : []),
  ];
  return `${parts.map((part) => part.trim()).join("\n\n")}\n`;
}

function metadata(view: ExportView, fingerprint: string): string {
  const { id, exportKind, stage, severity, kinds, isUserVisible } = view;
  return bullets([
    `Source ticket: \`${code(id === "" ? "none" : id)}\``,
    `Fingerprint: \`${fingerprint}\``,
    `Export kind: ${exportKind}`,
    `Stage: ${oneLine(stage)}`,
    `Severity: ${severity}`,
    `Kinds: ${kinds.length === 0 ? "unknown" : kinds.map(oneLine).join(", ")}`,
    `User-visible: ${isUserVisible ? "yes" : "no"}`,
  ]);
}

function atomLines(atoms: readonly string[]): string {
  const shown = atoms.slice(0, MOST_ATOMS).map((id) => `\`${code(id)}\``);
  if (shown.length === 0) return "Not said.";
  const more = atoms.length - shown.length;
  return `${bullets(shown)}${more > 0 ? `\n\n${more} more are not shown.` : ""}`;
}

const section = (heading: string, body: string | undefined): string =>
  `## ${heading}\n\n${body === undefined || body === "" ? "Not said." : quoted(body)}`;

const bullets = (lines: readonly string[]): string => lines.map((line) => `- ${oneLine(line)}`).join("\n");

/** Text from a ticket must not end its section and begin one of ours: more evidence, an outcome, a fence that never ends. */
function quoted(text: string): string {
  const safe = text
    .replaceAll(/^[ \t]*(?=#{1,6}\s|(?:[-*+]\s+)?(?:\*\*|__)?evidence)/gim, "> ")
    .replaceAll("backlog-outcome:", "backlog-outcome ");
  const fences = safe.match(/^ {0,3}(?:```|~~~)/gm)?.length ?? 0;
  return fences % 2 === 0 ? safe : `${safe}\n\`\`\``;
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ").trim();
const code = (text: string): string => oneLine(text).replaceAll("`", "");
