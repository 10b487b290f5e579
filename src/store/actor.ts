import type { World } from "../ports/world.ts";
import { err, ok, type Result } from "../std/result.ts";
import type { Actor } from "../ticket/model.ts";
import { actorNotPerson, actorNotValid } from "./faults.ts";

/** An actor together with the address git wants for a commit. */
export interface Author {
  readonly actor: Actor;
  readonly email: string;
}

/** Variables that coding agents, and Docket itself for an order's commands, set for what they run. */
const AGENT_MARKS = [
  "DOCKET_ORDER",
  "CLAUDECODE",
  "CODEX_SANDBOX",
  "CODEX_THREAD_ID",
  "GEMINI_CLI",
  "CURSOR_AGENT",
  "AI_AGENT",
  "OPENCODE_CLIENT",
];
const MAX_NAME = 100;

export interface Caller {
  readonly cwd: string;
  readonly as: string | undefined;
  readonly door: "person" | "agent";
}

/** Who is writing: `--as`, `DOCKET_ACTOR`, git's user, the login; `agent:` or `person:` in front of the name decides the kind. */
export async function resolveAuthor(world: World, caller: Caller): Promise<Result<Author>> {
  const { variables } = world.environment;
  // An empty variable is how a shell says that there is none.
  const given = caller.as ?? (variables.DOCKET_ACTOR === "" ? undefined : variables.DOCKET_ACTOR);
  const mark = agentMark(world);
  const byDefault = caller.door === "agent" || mark !== undefined ? "agent" : "person";
  if (given !== undefined) {
    const actor = parseActor(given, byDefault);
    if (actor === undefined) return err(actorNotValid({ text: given }));
    if (actor.kind === "person" && byDefault === "agent") return err(actorNotPerson({ text: given, mark }));
    return ok({ actor, email: addressOf(actor.name) });
  }
  const user = await gitUser(world, caller.cwd);
  const name = user.name ?? (world.environment.user || "unknown");
  return ok({ actor: { name, kind: byDefault }, email: user.email ?? addressOf(name) });
}

/** The variable by which the surroundings say that an agent is calling. */
export const agentMark = ({ environment }: Pick<World, "environment">): string | undefined =>
  AGENT_MARKS.find((mark) => environment.variables[mark] !== undefined);

/** Reads `mika`, `person:mika` or `agent:claude`. */
export function parseActor(text: string, byDefault: Actor["kind"]): Actor | undefined {
  const [, mark, name = ""] = /^(?:(agent|person):)?(.*)$/s.exec(text.trim()) ?? [];
  // Names end up in commits, comments and terminals.
  if (name === "" || name.length > MAX_NAME || /[\u0000-\u001f\u007f-\u009f<>\u202a-\u202e\u2066-\u2069]/.test(name))
    return undefined;
  return { name, kind: mark === "agent" || mark === "person" ? mark : byDefault };
}

async function gitUser(world: World, cwd: string): Promise<{ name?: string; email?: string }> {
  const answer = await world.git.run({ cwd, args: ["config", "--get-regexp", "^user\\.(name|email)$"] });
  if (!answer.ok || answer.value.code !== 0) return {};
  const user: { name?: string; email?: string } = {};
  for (const line of new TextDecoder().decode(answer.value.stdout).split("\n")) {
    const [, key, value] = /^user\.(name|email) (.+)$/.exec(line) ?? [];
    if (key === "name" && value !== undefined && parseActor(value, "person") !== undefined) user.name = value;
    if (key === "email" && value !== undefined && /^[^\s<>]+$/.test(value)) user.email = value;
  }
  return user;
}

const addressOf = (name: string): string => {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return `${plain === "" ? "unknown" : plain}@docket.invalid`;
};
