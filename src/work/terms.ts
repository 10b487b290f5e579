import { createHash } from "node:crypto";
import { readBudget, readScope } from "../gate/read-scope.ts";
import type { Scope } from "../gate/scope.ts";
import type { Dod } from "../store/settings/dod.ts";
import type { Settings } from "../store/settings/schema.ts";
import { kindOf } from "../ticket/kinds.ts";
import type { FieldValue, Ticket } from "../ticket/model.ts";
import { readDods } from "./dods.ts";
import { testFilesOf } from "./test-files.ts";
import type { Ruled } from "./workshop.ts";

/** One command of a proof. */
export interface Check {
  readonly name: string;
  readonly command: string;
}

/** What a piece of work is held to. Read from the ticket, the settings and the catalog, never from the work itself (I9). */
export interface Terms {
  readonly scope: Scope;
  readonly checks: readonly Check[];
  /** Commands that only the ticket brings. */
  readonly own: readonly string[];
  readonly dod: Dod | undefined;
  readonly dodId: string;
  readonly budget: { readonly maxFiles: number; readonly maxLines: number };
  readonly maxAttempts: number;
  readonly maxFailedVerifies: number;
  readonly kind: string;
  readonly redGreen: boolean;
  readonly testFiles: readonly string[];
}

/** Gathers the terms of a ticket. */
export function termsOf(shop: Ruled, ticket: Ticket): Terms {
  const { settings } = shop;
  const { orders } = settings;
  const dodId = textOf(ticket.fields.dod) || settings.dod;
  const dod = readDods(shop).find(({ id }) => id === dodId);
  const verify = textsOf(ticket.fields.verify);
  const gates = gateCommands(settings);
  const budget = readBudget(ticket);
  const stops = mapOf(ticket.fields.stop_conditions);
  const testFiles = testFilesOf(settings);
  return {
    scope: scopeOf(ticket, testFiles),
    checks: checksOf({ gates, verify, dod }),
    own: verify.filter((entry) => !gates.has(entry)),
    dod,
    dodId,
    budget: {
      maxFiles: budget.maxFiles ?? orders.maxFiles,
      maxLines: budget.maxLines ?? orders.maxLines,
    },
    maxAttempts: countOf(stops.max_iterations) ?? orders.maxAttempts,
    maxFailedVerifies: countOf(stops.max_fail_verify) ?? orders.maxFailedVerifies,
    redGreen:
      typeof ticket.fields.red_green === "boolean"
        ? ticket.fields.red_green
        : (settings.kinds[ticket.kind] ?? kindOf(ticket.kind))?.redGreen === true,
    testFiles,
    kind: ticket.kind,
  };
}

/** Gates by name, those that are set. CI's command runs at integration only. */
function gateCommands({ gates }: Settings): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(gates).flatMap(([name, command]) =>
      name === "ci" || command === undefined || command === "" ? [] : [[name, command]],
    ),
  );
}

/** A digest that a person's approval of a ticket's own commands is bound to. */
export const digestOf = (commands: readonly string[]): string =>
  createHash("sha256").update(JSON.stringify(commands)).digest("hex").slice(0, 16);

/** Whether the last word of a person about a ticket's own commands was yes, to just these commands. */
export function ownCommandsApproved(ticket: Ticket, own: readonly string[]): boolean {
  if (own.length === 0) return true;
  const words = ticket.events.filter(
    ({ kind, by, attributes }) => kind === "review" && by === "person" && attributes.commands !== undefined,
  );
  const last = words.at(-1);
  return last?.attributes.verdict === "approve" && last.attributes.commands === digestOf(own);
}

/** Without a scope of its own a ticket may touch the files it names, and tests. */
function scopeOf(ticket: Ticket, testFiles: readonly string[]): Scope {
  const scope = readScope(ticket);
  const isDeclared = readScope({ fields: ticket.fields, sections: [] }).allow.length > 0;
  return isDeclared || scope.allow.length === 0 ? scope : { ...scope, allow: [...scope.allow, ...testFiles] };
}

interface CheckSources {
  readonly gates: ReadonlyMap<string, string>;
  readonly verify: readonly string[];
  readonly dod: Dod | undefined;
}

/** The ticket's own choice or all gates, then what the Definition of Done asks for; no command twice. */
function checksOf({ gates, verify, dod }: CheckSources): readonly Check[] {
  const chosen = verify.length > 0 ? verify : [...gates.keys()];
  const all = [
    ...chosen.map((entry) => ({ name: gates.has(entry) ? entry : "verify", command: gates.get(entry) ?? entry })),
    ...(dod?.required_checks ?? []).flatMap(({ name, commands }) => commands.map((command) => ({ name, command }))),
  ];
  const seen = new Set<string>();
  return all.filter(({ command }) => !seen.has(command) && seen.add(command) !== undefined);
}

const isMap = (value: FieldValue | undefined): value is { readonly [key: string]: FieldValue } =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const mapOf = (value: FieldValue | undefined): { readonly [key: string]: FieldValue } => (isMap(value) ? value : {});
const textOf = (value: FieldValue | undefined): string =>
  typeof value === "string" || typeof value === "number" ? String(value) : "";
const countOf = (value: FieldValue | undefined): number | undefined =>
  typeof value === "number" && Number.isInteger(value) && value > 0 ? value : undefined;

const isList = (value: FieldValue | undefined): value is readonly FieldValue[] => Array.isArray(value);

function textsOf(value: FieldValue | undefined): readonly string[] {
  const list: readonly FieldValue[] = isList(value) ? value : value === undefined || value === null ? [] : [value];
  return list.flatMap((item) => (textOf(item).trim() === "" ? [] : [textOf(item).trim()]));
}
