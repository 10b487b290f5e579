import { join } from "node:path";
import { git } from "./corpus.ts";
import { runCommand } from "./measure.ts";
import type { PlanTicket } from "./plan-tickets.ts";

const FIRST_SECOND = 1_780_000_000;
const HOUR_SECONDS = 3_600;
/** How many commits lie between the beginning of a ticket and its end. */
const AT_WORK = 6;
const STEP = 37;

/** Adds a history in which tickets are begun and done one after the other, one commit each, to a backlog that holds these tickets. */
export function addHistory(root: string, tickets: readonly PlanTicket[], begun: number): void {
  const home = join(root, "docket");
  const tip = git(home, "rev-parse", "HEAD").trim();
  const commits: string[] = [];
  const add = (at: number, status: string): void => {
    const ticket = tickets[(at * STEP) % tickets.length];
    if (ticket === undefined || at < 0) return;
    const text = ticket.text.replace(/^status: .*$/m, `status: ${status}`);
    commits.push(commitOf({ number: commits.length, from: commits.length === 0 ? tip : undefined, ticket, text }));
  };
  for (let at = 0; at < begun + AT_WORK; at += 1) {
    if (at < begun) add(at, "doing");
    add(at - AT_WORK, "done");
  }
  runCommand({ file: "git", args: ["fast-import", "--quiet"], cwd: home, input: commits.join("") });
  git(home, "reset", "-q", "--hard");
}

interface Making {
  readonly number: number;
  readonly from: string | undefined;
  readonly ticket: PlanTicket;
  readonly text: string;
}

function commitOf({ number, from, ticket, text }: Making): string {
  const who = `Bench <bench@example.org> ${FIRST_SECOND + number * HOUR_SECONDS} +0000`;
  const message = `Change ${ticket.name}`;
  return [
    `commit refs/heads/docket\nauthor ${who}\ncommitter ${who}\n`,
    `data ${Buffer.byteLength(message)}\n${message}\n`,
    from === undefined ? "" : `from ${from}\n`,
    `M 100644 inline tickets/${ticket.name}\ndata ${Buffer.byteLength(text)}\n${text}\n`,
  ].join("");
}
