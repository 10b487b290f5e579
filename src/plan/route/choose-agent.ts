import { readPattern, ruleCovers } from "../_patterns.ts";

/** A rule of the settings: the first that covers a file gives the agent a vote. */
export interface AgentRule {
  readonly pattern: string;
  readonly agent: string;
  readonly label: string;
}

export interface RoutingRules {
  readonly rules: readonly AgentRule[];
  /** More agents for tickets with a prefix; what is set here takes the place of the built-in ones of that prefix. */
  readonly overrides: Readonly<Record<string, readonly string[]>>;
  readonly agents: Readonly<Record<string, AgentType>>;
}

/** What a kind of agent brings with it. */
export interface AgentType {
  /** Command that does the work. */
  readonly program: string | undefined;
  /** File of the base whose words come before the ticket. */
  readonly prompt: string | undefined;
  /** Alias of its model. */
  readonly tier: string | undefined;
  readonly reviewers: readonly string[];
}

export interface AgentChoice {
  readonly agent: string;
  /** The word of the rule that counts, for people. */
  readonly label: string;
  /** Others who take part: an investigator, reviewers. */
  readonly also: readonly string[];
  readonly votes: readonly { readonly agent: string; readonly files: number }[];
  readonly reason: string;
}

/** Every agent that can be chosen here: those of the rules, those the settings describe, then the built-in ones. */
export const knownAgents = ({ rules, agents }: Pick<RoutingRules, "rules" | "agents">): readonly string[] => [
  ...new Set([...rules.map(({ agent }) => agent), ...Object.keys(agents), ...BUILT_IN]),
];

/** The choice with another agent that somebody who looked at the ticket names, and with his reason. */
export function chosenOtherwise(
  choice: AgentChoice,
  { agent, reason }: Pick<AgentChoice, "agent" | "reason">,
  also: readonly string[],
): AgentChoice {
  return agent === choice.agent ? choice : { ...choice, agent, label: agent, also, reason };
}

/** Who takes part beside an agent: by the settings for the prefix, else by those for the prefix here and the agent's own. */
export function alongside(agent: string, prefix: string, { overrides, agents }: RoutingRules): readonly string[] {
  return overrides[prefix] ?? [...new Set([...(ALSO[prefix] ?? []), ...(agents[agent]?.reviewers ?? [])])];
}

/** Whose program does the work of a kind of agent that has none of its own. */
export const programOf = (agent: string, agents: RoutingRules["agents"]): string | undefined =>
  agents[agent]?.program ?? agents[GENERAL]?.program;

/**
 * Chooses the kind of agent for a ticket: one vote a file, by the first rule that covers it, and most votes win. Rules of the settings
 * come before the built-in ones. Between equals the order of the rules of the settings decides, then that of the built-in agents.
 */
export function chooseAgent(files: readonly string[], prefix: string, routing: RoutingRules): AgentChoice {
  const { rules } = routing;
  const votes = new Map<string, { files: number; readonly label: string }>();
  for (const file of files) {
    const { agent, label } = voteOf(file, rules);
    const known = votes.get(agent) ?? { files: 0, label };
    known.files += 1;
    votes.set(agent, known);
  }
  const order = [...rules.map(({ agent }) => agent), ...BUILT_IN];
  const ranked = [...votes].toSorted(
    ([a, one], [b, other]) => other.files - one.files || order.indexOf(a) - order.indexOf(b),
  );
  const [agent, first] = ranked[0] ?? [GENERAL, undefined];
  return {
    agent,
    label: first?.label ?? GENERAL,
    also: alongside(agent, prefix, routing),
    votes: ranked.map(([name, { files: count }]) => ({ agent: name, files: count })),
    reason: reasonOf(agent, first?.files, files.length),
  };
}

function reasonOf(agent: string, votes: number | undefined, all: number): string {
  if (votes === undefined) return "it names no files";
  return `${votes} of ${all} ${all === 1 ? "file" : "files"} ${votes === 1 ? "speaks" : "speak"} for ${agent}`;
}

/** Who does what no rule gives to somebody else. */
export const GENERAL = "general-purpose";

/** In the order in which they win between equals. */
const BUILT_IN = ["ml-engineer", "frontend", "backend", "devops", GENERAL];

/** Who takes part beside the agent that does the work, by the prefix of the ticket. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  BUG: ["investigator"],
  SEC: ["spec-compliance", "code-quality", "security", "history"],
};

function voteOf(file: string, rules: readonly AgentRule[]): { readonly agent: string; readonly label: string } {
  const pattern = rules.length === 0 ? undefined : readPattern(file);
  const rule = pattern === undefined ? undefined : rules.find((one) => ruleCovers(one.pattern, pattern));
  if (rule !== undefined) return { agent: rule.agent, label: rule.label };
  const agent = builtInAgent(file);
  return { agent, label: agent };
}

const SUFFIXES: Readonly<Record<string, string>> = {
  ".ipynb": "ml-engineer",
  ...Object.fromEntries([".tsx", ".jsx", ".css", ".vue", ".svelte"].map((one) => [one, "frontend"])),
  ...Object.fromEntries([".py", ".go", ".rs", ".rb"].map((one) => [one, "backend"])),
  ...Object.fromEntries([".yaml", ".yml", ".tf", ".toml"].map((one) => [one, "devops"])),
};

/** Code of these endings may be about machine learning, which its name tells. */
const CODE = [".py", ".go", ".rs", ".rb"];
const ABOUT_LEARNING = /^(?:train|model)(?:_|$)|_(?:train|model)$/;

/** The built-in table: by the ending of the name. What it does not know, `.ts` and `.swift` among them, is for anyone. */
function builtInAgent(file: string): string {
  const name = file.slice(file.lastIndexOf("/") + 1).toLowerCase();
  if (name.startsWith("dockerfile") || name.startsWith("docker-compose")) return "devops";
  const dot = name.lastIndexOf(".");
  const [stem, ending] = dot < 0 ? [name, ""] : [name.slice(0, dot), name.slice(dot)];
  if (CODE.includes(ending) && ABOUT_LEARNING.test(stem)) return "ml-engineer";
  return SUFFIXES[ending] ?? GENERAL;
}
