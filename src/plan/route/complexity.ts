import type { Ticket } from "../../ticket/model.ts";
import { readPattern } from "../_patterns.ts";
import { plannedFiles, textList } from "../planned-files.ts";

const COMPLEXITIES = ["trivial", "simple", "complex"] as const;
export type Complexity = (typeof COMPLEXITIES)[number];

export interface Judgement<Value> {
  readonly value: Value;
  readonly reason: string;
}

const SIMPLE_FILES = 3;
const HEAVY_LABELS = ["arch", "architecture", "security", "sec"];

/** Says how much there is to keep in mind at once: by what the ticket says, its labels and relations, then the files it changes. */
export function complexityOf(ticket: Ticket): Judgement<Complexity> {
  const said = COMPLEXITIES.find((one) => one === ticket.fields.complexity);
  if (said !== undefined) return { value: said, reason: "the ticket says so" };
  const heavy = labelsOf(ticket).find((label) => HEAVY_LABELS.includes(label.toLowerCase()));
  if (heavy !== undefined) return { value: "complex", reason: `it is labelled ${heavy}` };
  if (ticket.kind === "security") return { value: "complex", reason: "it is about security" };
  const [first] = ticket.relations.depends_on;
  if (first !== undefined) return { value: "complex", reason: `it depends on ${first}` };
  const files = plannedFiles(ticket);
  if (files.length === 0) return { value: "complex", reason: "it names no files" };
  const glob = files.find(({ path }) => /[*?{[]/.test(readPattern(path)?.text ?? path));
  if (glob !== undefined) return { value: "complex", reason: `${glob.path} may be any number of files` };
  const reason = `it changes ${files.length} ${files.length === 1 ? "file" : "files"}`;
  if (files.length === 1) return { value: "trivial", reason };
  return { value: files.length <= SIMPLE_FILES ? "simple" : "complex", reason };
}

export interface Tiers {
  /** Alias for writing code. */
  readonly implement: string;
  /** Alias for what the first choice may not be enough for. */
  readonly escalation: string;
  /** Alias that the settings give to the agent that does the work. */
  readonly ofAgent?: string | undefined;
}

/**
 * Chooses the alias of the model: that of the agent, else the cheapest for what is trivial; the strongest only where something dear
 * can break, whoever does it.
 */
export function tierOf(ticket: Ticket, complexity: Complexity, tiers: Tiers): Judgement<string> {
  const { ofAgent, escalation } = tiers;
  const usual = usualTier(ticket, complexity, tiers);
  if (ofAgent === undefined || usual.value === escalation) return usual;
  return { value: ofAgent, reason: "the settings give it to this agent" };
}

function usualTier(ticket: Ticket, complexity: Complexity, { implement, escalation }: Tiers): Judgement<string> {
  if (complexity === "trivial") return { value: "cheap", reason: "it is trivial" };
  if (complexity === "simple") return { value: implement, reason: "it is simple" };
  const risks = textList(ticket.fields.risk_flags);
  if (risks.length > 0) return { value: escalation, reason: `it is complex, with risks: ${risks.join(", ")}` };
  if (ticket.kind === "security" || labelsOf(ticket).some((label) => /^sec(urity)?$/i.test(label)))
    return { value: escalation, reason: "it is complex, and about security" };
  if (ticket.fields.needs_preflight === true)
    return { value: escalation, reason: "it is complex, and needs a look beforehand" };
  return { value: implement, reason: "it is complex, and nothing about it is said to be risky" };
}

const labelsOf = ({ labels, fields }: Ticket): readonly string[] => [...labels, ...textList(fields.tags)];
