import { arrangeKeys } from "./arrange-keys.ts";
import { FIELD_ORDER } from "./field-table.ts";
import type { Problem } from "./model.ts";
import { readLayout } from "./read.ts";

/**
 * The text with its fields in their usual order. A text that is no ticket, that names a field twice, or that would not
 * say the same afterwards, comes back as it is.
 */
export function tidyTicket(text: string): string {
  const { ticket, frontmatter } = readLayout(text, []);
  if (ticket === undefined || frontmatter === undefined) return text;
  const { entries, close } = frontmatter;
  const from = text.indexOf("\n") + 1;
  const isPlain = entries.every(({ start }) => text[start - 1] === "\n");
  if (!isPlain || new Set(entries.map(({ key }) => key)).size < entries.length) return text;
  const tidy = arrangeKeys({ text, from, to: close, keys: entries, order: FIELD_ORDER });
  return saysTheSame(text, tidy) ? tidy : text;
}

function saysTheSame(text: string, tidy: string): boolean {
  const [before, after] = [text, tidy].map((one) => {
    const problems: Problem[] = [];
    const { ticket } = readLayout(one, problems);
    const fields = Object.entries(ticket?.fields ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
    return JSON.stringify([fields, ticket?.sections, ticket?.events, problems.map(({ code }) => code).sort()]);
  });
  return before === after;
}
