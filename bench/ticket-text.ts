import { dice } from "./random.ts";
import { type CorpusTicket, letters } from "./tickets.ts";

export interface TicketPage {
  readonly name: string;
  readonly text: string;
}

/** The ticket as a file of this program: about 1 to 3 kB. */
export function ticketPage(ticket: CorpusTicket, all: readonly CorpusTicket[]): TicketPage {
  const slug = ticket.title.toLowerCase().replaceAll(" ", "-").slice(0, 40).replace(/-$/, "");
  return {
    name: `${ticket.id}-${slug}.md`,
    text: [...frontmatter(ticket, all), ...sections(ticket), ...thread(ticket)].join("\n"),
  };
}

function frontmatter(ticket: CorpusTicket, all: readonly CorpusTicket[]): readonly string[] {
  const depends = ticket.dependsOn.map((number) => all[number]?.id ?? "");
  return [
    "---",
    `id: ${ticket.id}`,
    `title: ${ticket.title}`,
    `status: ${ticket.status}`,
    `kind: ${ticket.kind}`,
    `priority: ${ticket.priority}`,
    `created: ${ticket.created}`,
    `updated: ${ticket.updated}`,
    ...(ticket.status === "doing" ? ["assignee: mika"] : []),
    ...(ticket.labels.length > 0 ? [`labels: [${ticket.labels.join(", ")}]`] : []),
    ...(depends.length > 0 ? [`depends_on: [${depends.join(", ")}]`] : []),
    ...(ticket.status === "done" ? ["resolution: done"] : []),
    "---",
    "",
  ];
}

function sections(ticket: CorpusTicket): readonly string[] {
  const [context = "", description = "", criterion = "", second = "", tests = "", ...notes] = ticket.paragraphs;
  return [
    "## Context",
    "",
    context,
    "",
    "## Description",
    "",
    description,
    "",
    ...notes.flatMap((note) => [note, ""]),
    "## Acceptance Criteria",
    "",
    `- [${ticket.status === "done" ? "x" : " "}] AC-1: ${criterion}`,
    `- [${ticket.status === "done" ? "x" : " "}] AC-2: ${second}`,
    "",
    "## Test Strategy",
    "",
    tests,
    "",
    ...(ticket.status === "done" ? ["## Resolution", "", context, ""] : []),
  ];
}

function thread(ticket: CorpusTicket): readonly string[] {
  const chance = dice(ticket.number + 1);
  const comments = Array.from({ length: chance.below(3) }, (_, index) => [
    `<!-- event: comment id: ${letters(chance, 10)} author: ada by: person at: ${ticket.updated} -->`,
    "",
    ticket.paragraphs[index] ?? "Fine.",
    "",
    "<!-- /event -->",
    "",
  ]);
  return [
    "## Thread",
    "",
    `<!-- event: create id: ${letters(chance, 10)} author: mika by: person at: ${ticket.created} -->`,
    "<!-- /event -->",
    "",
    ...comments.flat(),
  ];
}
