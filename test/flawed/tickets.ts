/** The parts of a ticket that a flaw may change. */
export interface Parts {
  readonly title?: string;
  readonly status?: string;
  readonly kind?: string;
  readonly priority?: string;
  readonly prefix?: string;
  readonly created?: string;
  readonly updated?: string;
  readonly more?: readonly string[];
  readonly context?: string;
  readonly description?: string;
  readonly files?: string;
  readonly criteria?: string;
  readonly tests?: string;
  readonly dependencies?: string;
}

/** Words that no two titles share: each ticket is about something else. */
const LETTERS = "bcdfghjkmnpqrstvwxz";
const wordsOf = (place: number): string =>
  [0, 1, 2, 3]
    .map((part) => [...String(place * 7919 + part * 104_729)].map((digit) => LETTERS[Number(digit) + part]).join(""))
    .join(" ");

export const CRITERIA = "- [ ] AC-1: it is seen\n- [ ] AC-2: it is heard\n- [ ] AC-3: it lasts";

/** The text of a ticket with nothing wrong, but for the parts that are given. Each has a file of its own. */
export function ticketText(id: string, place: number, parts: Parts): string {
  const { status = "new", kind = "feature", priority = "P2", more = [] } = parts;
  const { created = "2026-03-02T09:30:00Z", updated = "2026-03-02T09:30:00Z" } = parts;
  const sections: readonly (readonly [string, string])[] = [
    ["Context", parts.context ?? `Somebody asked for ${wordsOf(place + 1000)}.`],
    ["Description", parts.description ?? `There is ${wordsOf(place + 2000)}.`],
    ["Affected Files", parts.files ?? `- src/own/${place}.ts: modify`],
    ["Acceptance Criteria", parts.criteria ?? CRITERIA],
    ["Test Strategy", parts.tests ?? "Unit tests.\n\n```\nnpm test\n```"],
    ["Dependencies", parts.dependencies ?? "Nothing has to be there first."],
  ];
  return `---
id: ${id}
title: ${parts.title ?? wordsOf(place)}
status: ${status}
kind: ${kind}
priority: ${priority}
created: ${created}
updated: ${updated}
${more.map((line) => `${line}\n`).join("")}---

${sections.map(([heading, body]) => `## ${heading}\n\n${body}\n`).join("\n")}
## Thread
`;
}
