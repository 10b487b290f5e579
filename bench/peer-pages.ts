import type { TicketPage } from "./ticket-text.ts";
import type { CorpusTicket } from "./tickets.ts";

const BACKLOG_STATUS = { new: "To Do", refined: "To Do", ready: "To Do", doing: "In Progress", done: "Done" } as const;
const BACKLOG_PRIORITY: Readonly<Record<string, string>> = { P0: "high", P1: "high", P2: "medium", P3: "low" };
const TK_STATUS = { new: "open", refined: "open", ready: "open", doing: "in_progress", done: "closed" } as const;

/** The ticket as a task file of Backlog.md. */
export function backlogPage(ticket: CorpusTicket): TicketPage {
  const number = ticket.number + 1;
  const lines = [
    "---",
    `id: TASK-${number}`,
    `title: ${ticket.title}`,
    `status: ${BACKLOG_STATUS[ticket.status]}`,
    "assignee: []",
    `created_date: '${ticket.created.slice(0, 16).replace("T", " ")}'`,
    ...list("labels", ticket.labels),
    ...list(
      "dependencies",
      ticket.dependsOn.map((other) => `TASK-${other + 1}`),
    ),
    `priority: ${BACKLOG_PRIORITY[ticket.priority] ?? "medium"}`,
    "---",
    "",
    "## Description",
    "",
    "<!-- SECTION:DESCRIPTION:BEGIN -->",
    ...ticket.paragraphs.flatMap((paragraph) => [paragraph, ""]),
    "<!-- SECTION:DESCRIPTION:END -->",
    "",
  ];
  return { name: `task-${number} - ${ticket.title.replaceAll(" ", "-")}.md`, text: lines.join("\n") };
}

/** The ticket as a file of tk. */
export function tkPage(ticket: CorpusTicket): string {
  return [
    "---",
    `id: t-${ticket.number}`,
    `status: ${TK_STATUS[ticket.status]}`,
    `deps: [${ticket.dependsOn.map((other) => `t-${other}`).join(", ")}]`,
    "links: []",
    `created: ${ticket.created}`,
    "type: task",
    `priority: ${ticket.priority.slice(1)}`,
    "---",
    `# ${ticket.title}`,
    "",
    ...ticket.paragraphs.flatMap((paragraph) => [paragraph, ""]),
  ].join("\n");
}

function list(key: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [`${key}: []`] : [`${key}:`, ...items.map((item) => `  - ${item}`)];
}
