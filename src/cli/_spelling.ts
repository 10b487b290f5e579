import type { Field, Fields } from "../ops/op.ts";

/** The long flag of an input: `dryRun` and `dry_run` become `--dry-run`. */
export function flagOf(name: string, field: Field | undefined): string {
  return `--${field?.flag ?? kebab(name)}`;
}

/** The word for a value in usage lines and help. */
export function wordOf(name: string, field: Field): string {
  if (field.word !== undefined) return field.word;
  if (field.type === "integer" || field.type === "number") return "n";
  return kebab(field.type === "strings" && name.endsWith("s") ? name.slice(0, -1) : name);
}

/** An input as messages name it: by its flag, or by its word when it is a bare argument. */
export function spelling(name: string, field: Field | undefined): string {
  return field?.position === undefined ? flagOf(name, field) : `<${wordOf(name, field)}>`;
}

/** Bare arguments of a table in the order of their places. */
export function positionals(fields: Fields): readonly (readonly [string, Field])[] {
  return Object.entries(fields)
    .filter(([, field]) => field.position !== undefined)
    .sort(([, a], [, b]) => (a.position ?? 0) - (b.position ?? 0));
}

/** `docket comment <id> --body <text> [flags]`: what the verb cannot do without stands by name. */
export function usageLine(verb: string, fields: Fields): string {
  const places = positionals(fields).map(([name, field]) => {
    const word = `<${wordOf(name, field)}>${field.type === "strings" ? "…" : ""}`;
    return field.required ? word : `[${word}]`;
  });
  const flags = Object.entries(fields).filter(([, field]) => field.position === undefined);
  const needed = flags
    .filter(([, field]) => field.required)
    .map(([name, field]) => `${flagOf(name, field)} <${wordOf(name, field)}>`);
  const rest = flags.length > needed.length ? ["[flags]"] : [];
  return ["docket", verb, ...places, ...needed, ...rest].join(" ");
}

function kebab(name: string): string {
  return name.replaceAll("_", "-").replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
