import type { CardClass } from "./card.ts";

/** Cause and way out of each code of this class; docs/troubleshooting.md says the same. */
export const taking: CardClass = {
  name: "Taking",
  recheck: "docket take --list",
  cards: {
    "orders-need-git": {
      cause: "The backlog lies in no git repository, and branches, checkouts and claims live in one.",
      next: ["`git init`, then `docket init`; or go without orders: `docket assign ID NAME`."],
    },
    "base-unknown": {
      cause: "The main checkout is on no branch, or `orders.base` names one that has no commit.",
      next: ["Check out a branch, or set `orders.base`."],
    },
    "nothing-to-take": {
      cause: "Nothing is ready, or all of it is held or refused; the message counts.",
      next: ["`docket blocked` says what waits for what, `docket take --list` why the rest is refused."],
    },
    "not-takeable": {
      cause:
        "Something stands in the way: status, dependencies, approval, epic, files, commands, Definition of Done. All of it is listed.",
      next: ["Mend what is listed, one after the other."],
    },
    "order-branch-taken": {
      cause: "A branch of the order's name holds other work. It stays as it is.",
      next: ["Rename that branch, or set another pattern in `orders.branch`."],
    },
    "set-up-failed": {
      cause: "A command of `orders.setUp` failed in the new checkout. Everything this take had made was taken back.",
      next: ["Run it by hand in a checkout, mend the settings, take again."],
    },
    "not-trusted": {
      cause: "The settings hold commands that nobody has agreed to run in this clone, or they have changed since.",
      next: ["Read them: `docket trust --dry-run`; agree: `docket trust`."],
    },
    "tool-not-trusted": {
      cause: "A tool that looks for problems runs the project's own code, and nobody agreed to that in this clone.",
      next: ["Read what would run: `docket trust --dry-run`; agree: `docket trust`."],
    },
    "persons-only": {
      cause: "An agent is calling, or somebody inside an order's checkout; this verb judges or overrules work.",
      next: ["A person calls it from the main checkout."],
    },
    "actor-not-person": { cause: "An agent gave itself out as a person.", next: ["Leave `person:` out of `--as`."] },
    "commands-not-approved": {
      cause: "The ticket brings commands of its own, and no person agreed to them as they stand now.",
      next: ["A person reads them: `docket approve ID --reason TEXT`."],
    },
    "agent-not-named": {
      cause: "`docket run` was not told who does the work.",
      next: ['`docket run --once --agent "COMMAND"`.', "Or `routing.agents.general-purpose.program` in docket.yaml."],
    },
    "briefing-missing": {
      cause: "docket.yaml names a file for agents to read, and the base does not hold it.",
      next: ["Commit the file to the base.", "Or take the key that the message names out of docket.yaml."],
    },
    "agent-failed": {
      cause: "The agent's command ended with an error or did not end in time.",
      next: ["Its output is in the log that the hint names.", "The attempt counts as failed; the checkout stays."],
    },
    "rehearsal-broken": {
      cause: "The script of a rehearsed agent has another form.",
      next: ['`{"Title": [{"path": "text, or null to remove it"}]}`, a list of rounds by title.'],
    },
  },
};
