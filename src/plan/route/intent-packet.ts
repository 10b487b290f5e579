import { isFilled } from "../../ticket/filled.ts";
import type { Ticket } from "../../ticket/model.ts";
import { readCriteria } from "../_criteria.ts";
import { MAX_PACKET_CHARS } from "../limits.ts";
import { plannedFiles, sectionBody, textList } from "../planned-files.ts";

/** All that somebody needs to begin, on one page. */
export interface IntentPacket {
  readonly intent: string;
  readonly requirements: readonly string[];
  readonly invariants: readonly string[];
  readonly nonGoals: readonly string[];
  readonly escalateIf: readonly string[];
  readonly validation: readonly string[];
  readonly codeMap: readonly string[];
  readonly risks: readonly string[];
}

export type PacketOutcome =
  | { readonly packet: IntentPacket; readonly missing?: never }
  /** What keeps it from being written, in plain words. */
  | { readonly missing: readonly string[]; readonly packet?: never };

/** Makes the packet out of the ticket's own sections, or says which of them are missing. Nothing is made up. */
export function intentPacket(ticket: Ticket): PacketOutcome {
  const packet: IntentPacket = {
    intent: textOf(ticket, "Description"),
    requirements: readCriteria(sectionBody(ticket, "Acceptance Criteria")).map(({ id, text }) => `${id}: ${text}`),
    invariants: [...linesOf(ticket, "Invariants"), ...linesOf(ticket, "Implementation Notes")],
    nonGoals: [...linesOf(ticket, "Non-Goals"), ...linesOf(ticket, "Out of Scope"), ...denied(ticket)],
    escalateIf: [...linesOf(ticket, "Escalate If"), ...ALWAYS_ESCALATE],
    validation: [
      ...linesOf(ticket, "Test Strategy"),
      ...linesOf(ticket, "Verification Commands"),
      ...textList(ticket.fields.verify),
    ],
    codeMap: plannedFiles(ticket).map(
      ({ path, action, note }) => `${path}: ${action}${note === "" ? "" : `, ${note}`}`,
    ),
    risks: [...textList(ticket.fields.risk_flags), ...linesOf(ticket, "Security Notes")],
  };
  const missing = [
    ...(packet.intent === "" ? ["Description says nothing"] : []),
    ...(packet.requirements.length === 0 ? ["Acceptance Criteria names none"] : []),
    ...(packet.validation.length === 0 ? ["Test Strategy says nothing"] : []),
    ...(packet.codeMap.length === 0 ? ["Affected Files names none"] : []),
  ];
  if (missing.length > 0) return { missing };
  const length = JSON.stringify(packet).length;
  if (length <= MAX_PACKET_CHARS) return { packet };
  return { missing: [`it cannot be said briefly: ${length} of ${MAX_PACKET_CHARS} characters; split it`] };
}

const ALWAYS_ESCALATE = [
  "a file outside the code map has to change",
  "a requirement cannot be shown by a test",
  "two requirements contradict each other",
];

function denied({ fields }: Ticket): readonly string[] {
  const { scope } = fields;
  if (typeof scope !== "object" || scope === null || !("deny" in scope)) return [];
  return textList(scope.deny).map((glob) => `nothing under ${glob} changes`);
}

function textOf(ticket: Ticket, heading: string): string {
  const body = sectionBody(ticket, heading);
  return isFilled(body) ? linesOf(ticket, heading).join("\n") : "";
}

/** The lines of a section that say something: hints and the marks of fences and lists are left out. */
function linesOf(ticket: Ticket, heading: string): readonly string[] {
  const body = sectionBody(ticket, heading).replace(/<!--[\s\S]*?(?:-->|$)/g, "");
  if (!isFilled(body)) return [];
  return body
    .split("\n")
    .map((line) => line.trim().replace(/^[-*+]\s+/, ""))
    .filter((line) => line !== "" && !/^(?:```|~~~)/.test(line));
}
