import { wordsOf } from "../../evidence/likeness/words.ts";
import { globMatcher, type Matcher } from "../../gate/globs.ts";
import type { OtherTicket } from "../../plan/draft/other-tickets.ts";
import type { Backlog } from "../../store/backlog.ts";
import { allTickets } from "../../store/read/all-tickets.ts";
import { loadTicket } from "../../store/read/read-ticket.ts";
import type { Settings } from "../../store/settings/schema.ts";
import { affectedFiles } from "../../ticket/affected-files.ts";
import { isOpen } from "../../ticket/statuses.ts";

const TOLD = new Set(["description", "actual", "steps to reproduce"]);

/** The open tickets with what a draft compares itself with. One whose file cannot be read is passed over: doctor tells of it. */
export function otherTickets(backlog: Backlog): readonly OtherTicket[] {
  return allTickets(backlog).summaries.flatMap(({ id, title, status }): readonly OtherTicket[] => {
    const stored = isOpen(status) ? loadTicket(backlog, id) : undefined;
    if (stored === undefined || !stored.ok) return [];
    const { ticket } = stored.value;
    const told = ticket.sections.filter(({ heading }) => TOLD.has(heading.toLowerCase())).map(({ body }) => body);
    const text = told.join("\n").replace(/<!--[\s\S]*?-->/g, "");
    return [{ id, title, titleWords: new Set(wordsOf(title)), status, text, files: affectedFiles(ticket) }];
  });
}

/** The commands by which a change can be proven; what CI runs is for the merged result. */
export function gatesOf({ gates }: Settings): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(gates).flatMap(([name, command]) =>
      name === "ci" || command === undefined || command === "" ? [] : [[name, command]],
    ),
  );
}

const HABIT =
  /(?:^|\/)(?:tests?|specs?|__tests__)\/|[._-](?:test|spec)s?\.\w+$|(?:^|\/)test_[^/]+\.py$|Tests?\.(?:java|kt|cs|swift)$/;

/** Which files are tests: what the settings say, and else what people usually mean. */
export function testMatcher({ tests }: Settings): Matcher {
  return tests.files.length > 0 ? globMatcher(tests.files) : (path) => HABIT.test(path);
}
