import { faultKind } from "../std/fault.ts";

export const kindUnknown = faultKind<{ readonly kind: string; readonly known: readonly string[] }>({
  code: "kind-unknown",
  exit: "usage",
  summary: "A new ticket was asked for with a kind that neither Docket nor docket.yaml knows.",
  message: ({ kind }) => `there is no kind ${JSON.stringify(kind)}`,
  hint: ({ known }) => `kinds are ${known.join(", ")}; more can be added in docket.yaml under kinds`,
});

export const pairNotValid = faultKind<{ readonly pair: string }>({
  code: "pair-not-valid",
  exit: "usage",
  summary: "A field was not given as key=value.",
  message: ({ pair }) => `${JSON.stringify(pair.slice(0, 60))} is not key=value`,
  hint: () => "for instance --set due=2026-12-24",
});

export const fieldNotSettable = faultKind<{ readonly key: string; readonly reason: string }>({
  code: "field-not-settable",
  exit: "usage",
  summary: "The field has a verb of its own that checks more.",
  message: ({ key, reason }) => `${key} cannot be set like this: ${reason}`,
});

export const nothingToDo = faultKind<{ readonly verb: string }>({
  code: "nothing-to-do",
  exit: "usage",
  summary: "A verb was called without saying what to change.",
  message: ({ verb }) => `docket ${verb} was not told what to change`,
  hint: ({ verb }) => `see docket ${verb} --help`,
});

export const textEmpty = faultKind<{ readonly input: string }>({
  code: "text-empty",
  exit: "usage",
  summary: "A text that is the point of the call is empty or blank; a pipe may have ended early.",
  message: ({ input }) => `the ${input} is empty`,
  where: ({ input }) => input,
  hint: ({ input }) => `say something in --${input}; with - it comes from the pipe, which may have been empty`,
});

export const oneOfNeeded = faultKind<{ readonly flags: string }>({
  code: "one-of-needed",
  exit: "usage",
  summary: "Exactly one of several flags is needed.",
  message: ({ flags }) => `give exactly one of ${flags}`,
});

export const assigneeNotValid = faultKind<{ readonly text: string }>({
  code: "assignee-not-valid",
  exit: "usage",
  summary: "This cannot be the name of somebody who does a ticket.",
  message: ({ text }) => `${JSON.stringify(text.slice(0, 60))} is not a name for a person or an agent`,
  hint: () => "use a name of one line, at most 100 characters; docket assign ID none takes the name away",
});

export const statusMoved = faultKind<{ readonly id: string; readonly expected: string; readonly actual: string }>({
  code: "status-moved",
  exit: "held",
  summary: "The ticket is no longer in the status the caller expected; nothing was changed.",
  message: ({ id, expected, actual }) => `${id} is ${actual}, not ${expected}`,
  hint: () => "look at the ticket again and decide anew",
});

export const ticketOpen = faultKind<{ readonly id: string; readonly status: string }>({
  code: "ticket-open",
  exit: "usage",
  summary: "A ticket was to be opened again that is not closed.",
  message: ({ id, status }) => `${id} is not closed: it is ${status}`,
  where: ({ id }) => id,
  hint: ({ id }) => `docket move ${id} STATUS moves an open ticket`,
});

export const epicIdNotValid = faultKind<{ readonly id: string }>({
  code: "epic-id-not-valid",
  exit: "usage",
  summary: "This cannot be the id of an epic.",
  message: ({ id }) => `${JSON.stringify(id.slice(0, 80))} is not an id for an epic`,
  hint: () => "use E- and letters, digits or dashes: E-sign-in",
});

export const editedTextNotValid = faultKind<{ readonly reason: string; readonly line?: number | undefined }>({
  code: "edited-text-not-valid",
  exit: "findings",
  summary: "The edited text is no ticket any more, or another one; nothing was written.",
  message: ({ reason }) => `the edited text was not taken: ${reason}`,
  where: ({ line }) => (line === undefined ? undefined : `line ${line}`),
  hint: () => "nothing was changed; edit again and mend the line",
});

export const referenceNotValid = faultKind<{ readonly ref: string }>({
  code: "reference-not-valid",
  exit: "usage",
  summary: "A reference of an unknown form, or one that leads out of the repository.",
  message: ({ ref }) => `${JSON.stringify(ref.slice(0, 80))} is not a reference`,
  hint: ({ ref }) => {
    const forms = "file:PATH (inside the repository), branch:NAME, commit:SHA, order:WO-…, artifact:NAME or a URL";
    // A bare path is the usual slip; one that leads out would only be refused again.
    return /^[\w@][\w@./-]*$/.test(ref) && !ref.includes("..")
      ? `for a file write file:${ref}; else ${forms}`
      : `use ${forms}`;
  },
});

export const relationMissing = faultKind<{ readonly id: string; readonly relation: string; readonly target: string }>({
  code: "relation-missing",
  exit: "notFound",
  summary: "A relation was to be removed that is not there.",
  message: ({ id, relation, target }) => `${id} has no ${relation} ${target}`,
});

export const folderNotValid = faultKind<{ readonly folder: string }>({
  code: "folder-not-valid",
  exit: "usage",
  summary: "The name for the backlog's folder is not one plain folder name.",
  message: ({ folder }) => `${JSON.stringify(folder.slice(0, 80))} is not a name for a folder`,
  hint: () => "use letters, digits, dots, dashes and underscores",
});

export const orderNotNamed = faultKind<Record<string, never>>({
  code: "order-not-named",
  exit: "usage",
  summary: "No order was named, and the caller does not stand in the checkout of one.",
  message: () => "which order? None was named, and this is not the checkout of one",
  hint: () => "name an order or its ticket; docket status shows those that run",
});

export const skipReasonTooShort = faultKind<{ readonly least: number }>({
  code: "skip-reason-too-short",
  exit: "usage",
  summary: "Going without a proof needs a reason of some words.",
  message: ({ least }) => `going without a proof needs a reason of ${least} characters or more`,
});

export const agentNotNamed = faultKind<Record<string, never>>({
  code: "agent-not-named",
  exit: "usage",
  summary: "A run was asked for, and neither the call nor the settings say which agent does the work.",
  message: () => "no agent was named",
  hint: () =>
    'name a command: docket run --once --agent "my-agent"; or set routing.agents.general-purpose.program in docket.yaml',
});

export const auditCodeUnknown = faultKind<{ readonly code: string; readonly nearest: string | undefined }>({
  code: "audit-code-unknown",
  exit: "usage",
  summary: "docket audit was told to fail on a code that it never finds.",
  message: ({ code }) => `docket audit finds nothing of the code ${JSON.stringify(code)}`,
  hint: ({ nearest }) =>
    nearest === undefined
      ? "docs/operations.md has the codes"
      : `did you mean ${nearest}? docs/operations.md has the codes`,
});

export const noCodeHere = faultKind<{ readonly cwd: string }>({
  code: "no-code-here",
  exit: "notFound",
  summary: "There is no checkout around the caller whose code could be asked about.",
  message: ({ cwd }) => `${cwd} is in no checkout`,
  hint: () => "ask from inside the project; without git that is where a backlog lies",
});

export const codeNameUnknown = faultKind<{ readonly name: string }>({
  code: "code-name-unknown",
  exit: "notFound",
  summary: "No file of the checkout is called this, and no definition.",
  message: ({ name }) => `no file and no definition is called ${JSON.stringify(name.slice(0, 120))}`,
  hint: () => "docket context query WORDS finds files by words",
});

export const warningNotFound = faultKind<{ readonly id: string; readonly code: string }>({
  code: "warning-not-found",
  exit: "notFound",
  summary: "A ticket has no warning of this code now, or it is an error, which nobody can accept.",
  message: ({ id, code }) => `${id} has no warning ${code.slice(0, 60)} to accept`,
  hint: ({ id }) => `docket check ${id} lists what it has; an error has to be mended`,
});

/** Every fault of the ops; the reference in docs/ is made from this. */
export const opFaults = [
  warningNotFound,
  kindUnknown,
  pairNotValid,
  fieldNotSettable,
  nothingToDo,
  textEmpty,
  oneOfNeeded,
  assigneeNotValid,
  statusMoved,
  ticketOpen,
  epicIdNotValid,
  editedTextNotValid,
  referenceNotValid,
  relationMissing,
  folderNotValid,
  orderNotNamed,
  skipReasonTooShort,
  agentNotNamed,
  auditCodeUnknown,
  noCodeHere,
  codeNameUnknown,
] as const;

export const checkoutNeeded = faultKind<{ readonly verb: string }>({
  code: "checkout-needed",
  exit: "usage",
  summary: "A verb that reads the project's files was called where there is no checkout, as in a bare repository.",
  message: ({ verb }) => `docket ${verb} looks at files, and this repository has no checkout`,
  hint: () => "call it in a clone that has one",
});

export const sinceNotValid = faultKind<{ readonly text: string }>({
  code: "since-not-valid",
  exit: "usage",
  summary: "The time given to --since is none.",
  message: ({ text }) => `${JSON.stringify(text.slice(0, 60))} is no time`,
  where: () => "since",
  hint: () => "for instance --since 2026-03-02 or --since 2026-03-02T09:30:00Z",
});

export const untilNotValid = faultKind<{ readonly text: string }>({
  code: "until-not-valid",
  exit: "usage",
  summary: "The time given to --until is none.",
  message: ({ text }) => `${JSON.stringify(text.slice(0, 60))} is no day or time`,
  where: () => "until",
  hint: () => "for instance --until 2027-01-01",
});

export const argumentsWrong = faultKind<{ readonly verb: string; readonly words: string }>({
  code: "arguments-wrong",
  exit: "usage",
  summary: "A verb with several actions was given more or fewer words than its action takes.",
  message: ({ verb, words }) => (words === "" ? `docket ${verb} takes no more words` : `docket ${verb} takes ${words}`),
  hint: ({ verb }) => `see docket ${verb.split(" ", 1)[0]} --help`,
});

export const factNotFound = faultKind<{ readonly query: string }>({
  code: "fact-not-found",
  exit: "notFound",
  summary: "No found fact has this id, or begins so.",
  message: ({ query }) => `there is no fact ${JSON.stringify(query.slice(0, 60))}`,
  hint: () => "docket evidence list --state all shows all of them",
});

export const factOfOtherTool = faultKind<{ readonly id: string }>({
  code: "fact-of-other-tool",
  exit: "usage",
  summary: "An entry of the YAML ledger that another tool keeps was to be changed as if it were a fact of Docket.",
  message: ({ id }) => `${JSON.stringify(id.slice(0, 120))} is kept by another tool`,
  hint: () => "that tool changes it, or the plan of its ticket does: docket plans sync",
});

export const factAmbiguous = faultKind<{ readonly query: string; readonly matches: readonly string[] }>({
  code: "fact-ambiguous",
  exit: "usage",
  summary: "The ids of several found facts begin so.",
  message: ({ query, matches }) => `${JSON.stringify(query.slice(0, 60))} may be ${matches.join(", ")}`,
  hint: () => "give more of the id",
});

export const splitNotPossible = faultKind<{ readonly id: string; readonly reason: string }>({
  code: "split-not-possible",
  exit: "usage",
  summary: "A ticket was to be split that is small enough, under work, or has nothing to share out.",
  message: ({ id, reason }) => `${id} cannot be split: ${reason}`,
  hint: ({ id }) => `docket split ${id} shows what would be done; write more criteria, or smaller tickets by hand`,
});
