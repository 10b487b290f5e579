import { allRules } from "../../store/doctor/rules.ts";
import type { CardClass } from "./card.ts";

type Ways = Readonly<Record<string, readonly string[]>>;

const EDIT = "Open the file at the line that is named, and write it as the message says.";
const BACK = "What was lost is in the history of the backlog: `git -C docket log -p -- FILE`.";

const form: Ways = {
  "ticket-not-text": ["Save it as UTF-8.", BACK],
  "ticket-too-large": ["Move logs and data out of the ticket, and name them under `related_docs`."],
  "frontmatter-missing": ["Put the lines between two lines `---` at the top of the file.", BACK],
  "frontmatter-unclosed": ["Add the second line `---` after the last field."],
  "frontmatter-too-large": ["Move long texts from the fields into sections."],
  "frontmatter-too-deep": ["Write the value with fewer levels."],
  "frontmatter-line": [EDIT],
  "frontmatter-indent": [EDIT],
  "frontmatter-tab": ["Indent with spaces."],
  "frontmatter-quote-unclosed": ["Close the quote."],
  "frontmatter-list-unclosed": ["Close the bracket."],
  "field-duplicate": ["Remove the line that does not hold; the first one counts until then."],
  "conflict-markers": [
    "`docket doctor --fix` merges it where git still has the versions; else choose by hand and remove the markers.",
  ],
  "field-missing": ["Add the field: `docket edit ID`, or by hand.", BACK],
  "field-type": ["Write one text, or a list, as `docs/file-format.md` has it."],
  "field-time": ["Write the time in UTC, with a `Z` at its end."],
  "id-invalid": ["Write the id that the file's name begins with."],
  "fence-unclosed": ["Close the fence with the same marks with which it began."],
  "comment-unclosed": ["Close the comment with `-->`."],
  "section-duplicate": ["Move the text of the second under the first heading."],
  "event-malformed": ["Mend the opening comment of the event.", BACK],
  "event-unclosed": ["Add the closing comment after the text of the event.", BACK],
  "event-duplicate": ["Give the later one another id, or remove it where both are the same."],
  "event-time": ["Write the time in UTC, with a `Z` at its end."],
  "event-order": ["Nothing must be done; move the older event up where the order is to be right."],
  "thread-stray-text": ["Move the text into a section, or into an event: `docket comment ID`."],
};

const settings: Ways = {
  "yaml-unreadable": [
    "Mend the file at the line that is named; until then its last readable part, or the default, counts.",
  ],
  "unknown-key": ["Look for a slip in the name; `docs/settings.md` and the schemas of the package have all keys."],
  "wrong-type": ["Write a value of the type that the message names."],
  "bad-value": ["Write one of the values that the message names."],
  "missing-key": ["Add the key."],
  "duplicate-entry": ["Remove one of the two, or give it another id."],
};

const references: Ways = {
  "ticket-outside": ["Put a file in the place of the link."],
  "ticket-file-failed": ["See that you may read it and that the disk is well, then look again."],
  "id-duplicate": ["`docket doctor --fix` gives the later one a new id."],
  "file-name-differs": ["`docket doctor --fix` renames the file."],
  "ticket-status-unknown": ["`docket move ID STATUS --reason TEXT` with a status of `docs/statuses.md`."],
  "ticket-kind-unknown": ["`docket edit ID --kind KIND`, or name the kind under `kinds` in docket.yaml."],
  "closed-without-resolution": ["Write a section `## Resolution` that says how it ended: `docket edit ID`."],
  "relation-dangling": ["`docket relate ID RELATION OTHER --remove`, or bring the other ticket back."],
  "relation-circle": ["Take one of the relations away that close the circle; `docket graph` shows them."],
  "epic-missing": ["`docket epic ID --title TEXT`, or give the ticket another one: `docket edit ID --set epic=E-…`."],
  "dod-missing": ["Write it in `dod/`, or name another one."],
  "queue-dangling": ["Take it out of the queue: `docket epic ID --dequeue TICKET`."],
  "atom-unreadable": ["Bring the line back from the history of the backlog, or remove it."],
  "atom-ticket-missing": [
    "`docket discover` makes a new ticket where they are still seen; or tie them to one: `docket evidence link FACT TICKET`.",
  ],
  "outcome-unreadable": ["Bring the file back from the history of the backlog, or remove it."],
  "duplicate-fingerprint": [
    "Close one of them: `docket close ID --rejected duplicate --link OTHER --resolution TEXT`.",
  ],
};

const orders: Ways = {
  "orders-disagree": [
    "`docket reconcile` names each place.",
    "`docket reconcile --apply` settles what needs no guess.",
  ],
  "passed-unproven": ["Nothing, or a ticket to prove it later. It stays to be seen."],
};

const merges: Ways = {
  "merge-both-kept": ["Choose one of the two versions in the section, and remove the comments around them."],
  "merge-event-twice": ["Remove the event that says nothing new, or leave both."],
  "merge-side-aside": ["Mend the ticket, take over what is missing from the file in `aside/`, remove that."],
  "merge-choice-open": ["Choose one of the two versions in the section, and remove the comments around them."],
  "merge-kept-removed": ["Close the ticket if it was to go."],
  "merge-theirs-kept": ["Look at the file; your version is in the commit before the merge."],
  "merge-put-aside": ["Mend the ticket, take over what is missing from the file in `aside/`, remove that."],
  "merge-unfinished": ["`docket doctor --fix`, or end git's merge."],
  "aside-file": ["Take over what is missing in the ticket, then remove the file."],
};

const clone: Ways = {
  "journal-pending": ["The next write finishes it; `docket doctor --fix` does so now."],
  "journal-damaged": ["Look at the tickets of the last minutes, then remove the file that is named."],
  "recovered-file": ["Compare it with the ticket, take over what is missing, remove it."],
  "home-displaced": ["Bring the worktree back to its branch, as the message says; nothing is written until then."],
  "merge-driver-missing": ["`docket doctor --fix`."],
  "merge-driver-broken": ["`docket doctor --fix`."],
  "merge-attribute-missing": ["Commit the lines that the message names to `.gitattributes`."],
};

/** Every kind of trouble that doctor and validate find; docs/doctor.md says the same. */
export const backlogClasses: readonly CardClass[] = [
  classOf({ name: "The form of a ticket", recheck: "docket validate FILE", ways: form }),
  classOf({ name: "Settings and registers", recheck: "docket validate FILE", ways: settings }),
  classOf({ name: "What refers to what", recheck: "docket validate", ways: references }),
  classOf({ name: "Orders, as doctor sees them", recheck: "docket doctor", ways: orders }),
  classOf({ name: "What a merge left open", recheck: "docket doctor", ways: merges }),
  classOf({ name: "This clone", recheck: "docket doctor", ways: clone }),
];

function classOf({ name, recheck, ways }: { name: string; recheck: string; ways: Ways }): CardClass {
  const causes = new Map<string, string>(allRules.map(({ code, summary }) => [code, summary]));
  const cards = Object.entries(ways).map(([code, next]) => [code, { cause: causes.get(code) ?? "", next }] as const);
  return { name, recheck, cards: Object.fromEntries(cards) };
}
