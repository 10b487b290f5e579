import { err, type Result } from "../std/result.ts";
import { type ChangedFacts, changeFacts } from "./evidence/_change.ts";
import { type FactsAnswer, readFacts } from "./evidence/_read.ts";
import { argumentsWrong } from "./faults.ts";
import { op } from "./op.ts";
import { type OutcomeAnswer, outcomeOf } from "./outcome-of.ts";

/** What can be done with facts, and how many words each takes. */
export const ACTIONS = {
  list: { least: 0, most: 0, words: "" },
  show: { least: 1, most: 1, words: "FACT" },
  link: { least: 2, most: 2, words: "FACT TICKET" },
  ignore: { least: 1, most: 100, words: "FACT… --reason TEXT" },
  heed: { least: 1, most: 100, words: "FACT…" },
  coverage: { least: 0, most: 0, words: "" },
  cluster: { least: 0, most: 0, words: "[--file FILE]" },
  outcome: { least: 1, most: 2, words: "TICKET [STATE]" },
} as const;

export type Action = keyof typeof ACTIONS;

/** Looks at the facts that discover keeps, and says what belongs where. */
export const evidenceOp = op({
  name: "evidence",
  summary: "Look at found facts, tie them to tickets, ignore them",
  about:
    "list shows what is there, worst first; show tells everything about one fact. link says by hand which ticket it belongs to. ignore needs a reason and may end by itself; heed takes it back. coverage says how much has a ticket. cluster groups what sounds alike: the open facts, or with --file a JSON list of pull requests or issues.\n\noutcome shows what became of a ticket's problem, and what is missing for more; with a state a person says so, with --ref and what else has to show it.\n\nA fact is named by its id or a unique beginning of it. Where facts are kept in a YAML ledger that other tools write to as well, list, show and coverage tell of their entries too; those are theirs to change.",
  examples: [
    "docket evidence list --source todo",
    'docket evidence ignore todo-3198 --reason "a sample in the docs" --until 2027-01-01',
    "docket evidence link todo-3198 k3f",
    "docket evidence coverage",
    "docket evidence cluster --file pulls.json",
    'docket evidence outcome k3f mitigated --merged main:4f2c1ab --reason "the limit is higher now"',
  ],
  group: "backlog",
  effect: "write",
  input: {
    action: {
      type: "string",
      default: "list",
      position: 0,
      values: ["list", "show", "link", "ignore", "heed", "coverage", "cluster", "outcome"],
      describe: "What to do.",
    },
    names: {
      type: "strings",
      position: 1,
      describe: "Facts; for link a fact and a ticket; for outcome a ticket and a state.",
      word: "id",
    },
    source: { type: "strings", short: "s", describe: "list: only of these sources.", word: "name" },
    ticket: { type: "string", short: "t", describe: "list: only of this ticket; none for those without.", word: "id" },
    state: {
      type: "string",
      default: "open",
      values: ["open", "gone", "ignored", "held", "all"],
      describe: "list: which; open are those still seen and not ignored.",
    },
    limit: {
      type: "integer",
      default: 50,
      min: 0,
      max: 1_000_000,
      short: "n",
      describe: "At most this many.",
      word: "N",
    },
    reason: { type: "string", short: "r", describe: "ignore, link, outcome: why; kept with it." },
    until: { type: "string", describe: "ignore: the day or time it ends; for good when absent.", word: "time" },
    ref: {
      type: "strings",
      describe: "outcome: what shows it; the result is passed, failed or unknown.",
      word: "kind:reference:result",
    },
    merged: { type: "string", describe: "outcome: where the work was merged.", word: "branch:commit" },
    recurrence: { type: "string", describe: "outcome: what was looked at to see that it did not come back." },
    of: { type: "string", describe: "outcome: the ticket that it repeats, or that took its place.", word: "id" },
    file: { type: "string", describe: "cluster: a JSON list of pull requests or issues.", word: "file" },
    threshold: {
      type: "number",
      min: 0,
      max: 1,
      describe: "cluster: how alike titles have to be; 0.6 for facts, 0.55 for a list unless told.",
      word: "0–1",
    },
  },
  async run(world, call, given): Promise<Result<FactsAnswer | ChangedFacts | OutcomeAnswer>> {
    const { action } = given;
    const names = given.names ?? [];
    const { least, most, words } = ACTIONS[action];
    if (names.length < least || names.length > most) return err(argumentsWrong({ verb: `evidence ${action}`, words }));
    const asked = { ...given, names };
    switch (action) {
      case "link":
      case "ignore":
      case "heed":
        return changeFacts(world, call, { ...asked, action });
      case "outcome":
        return outcomeOf(world, call, asked);
      default:
        return readFacts(world, call, { ...asked, action });
    }
  },
});
