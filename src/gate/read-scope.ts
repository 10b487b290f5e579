import { affectedFiles } from "../ticket/affected-files.ts";
import type { FieldValue, Ticket } from "../ticket/model.ts";
import type { Budget } from "./budget.ts";
import { cleanGlob } from "./globs.ts";
import type { Scope } from "./scope.ts";

type Map = Readonly<Record<string, FieldValue>>;

/**
 * The scope that a ticket declares: `scope: {allow: […], deny: […], override: {reason, expires}}`, or a plain list of what is
 * allowed. Where it says nothing about that, the paths listed under Affected Files are it.
 */
export function readScope({ fields, sections }: Pick<Ticket, "fields" | "sections">): Scope {
  const scope = fields.scope;
  const map: Map = isMap(scope) ? scope : {};
  const declared = isMap(scope) ? textsOf(scope.allow) : textsOf(scope);
  const override = readOverride(map);
  return {
    allow: declared.length > 0 ? declared : listedGlobs({ sections }),
    deny: textsOf(map.deny),
    ...(override === undefined ? {} : { override }),
  };
}

/** How large the change may become: `diff_budget: {max_files: 5, max_lines: 200}`; `max_loc` is the same as `max_lines`. */
export function readBudget({ fields }: Pick<Ticket, "fields">): Budget {
  const budget = fields.diff_budget;
  if (!isMap(budget)) return {};
  return { maxFiles: countOf(budget.max_files), maxLines: countOf(budget.max_lines ?? budget.max_loc) };
}

/** Also as keys beside each other: `override_reason`, `override_expires`, with or without `override: true`. */
function readOverride(scope: Map): Scope["override"] {
  const { override } = scope;
  if (isMap(override)) return { reason: textOf(override.reason), expires: textOf(override.expires) };
  if (override !== true && (override === false || scope.override_reason === undefined)) return undefined;
  return { reason: textOf(scope.override_reason), expires: textOf(scope.override_expires) };
}

const listedGlobs = (ticket: Pick<Ticket, "sections">): readonly string[] =>
  affectedFiles(ticket).flatMap(({ path }) => (cleanGlob(path) === undefined ? [] : [path]));

const isMap = (value: FieldValue | undefined): value is Map =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const textOf = (value: FieldValue | undefined): string => (typeof value === "string" ? value : "");

function textsOf(value: FieldValue | undefined): readonly string[] {
  if (typeof value === "string" && value.trim() !== "") return [value];
  return Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : [];
}

const countOf = (value: FieldValue | undefined): number | undefined =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
