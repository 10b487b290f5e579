import { quoted } from "./_quote.ts";
import { settingsText, type Written } from "./_settings-text.ts";
import type { GateCommands } from "./project-root.ts";
import type { Stack } from "./stack.ts";

/** Where claims are decided. */
export interface ClaimsLocation {
  readonly remote: string;
  readonly refs: "docket" | "heads";
}

export interface InitOptions {
  readonly home: "branch" | "tree";
  readonly ids: "random" | "sequential";
  readonly name: string;
  readonly stack: Stack;
  /** What proves a change here, as far as the project says. */
  readonly gates: GateCommands;
  /** Left at its default when absent. */
  readonly claims?: ClaimsLocation | undefined;
}

/** A file to be made. The path is from the backlog's folder, with forward slashes. */
export interface InitialFile {
  readonly path: string;
  readonly text: string;
}

/** What a new backlog holds before its first ticket. The same options give the same bytes (I15). */
export function initialFiles(options: InitOptions): readonly InitialFile[] {
  const { gates } = options;
  const written: Written = {
    version: 1,
    home: options.home,
    ids: options.ids,
    "project.name": options.name,
    "project.stack": options.stack,
    "gates.test": gates.test,
    "gates.lint": gates.lint,
    "gates.types": gates.types,
    "gates.build": gates.build,
    "tests.command": gates.testsCommand,
    "tests.format": gates.testsFormat,
    "claims.remote": options.claims?.remote,
    "claims.refs": options.claims?.refs === "heads" ? "heads" : undefined,
  };
  const settings = settingsText(written, missing(gates));
  return [
    { path: "docket.yaml", text: settings },
    { path: "epics.yaml", text: epicsText },
    { path: "dod/DOD-DEFAULT.yaml", text: dodText(gates.test) },
    { path: "README.md", text: readmeText(options) },
    { path: ".gitattributes", text: options.home === "tree" ? treeAttributes : branchAttributes },
  ];
}

/** Said where the command would stand: a gate that is not there is better than one that proves nothing. */
function missing({ test }: GateCommands): Readonly<Record<string, string>> {
  return test === undefined ? { "gates.test": "nothing was found that runs the tests; name it here" } : {};
}

const epicsText = `# Epics: larger aims, and the order in which their tickets should be done.
#   - id: E-sign-in
#     title: Sign in without a password
#     priority: P1
#     status: active   # active | paused | done | pending | complete
#     queue: [FEAT-k3f9q2]
version: 1
epics: []
`;

const dodText = (
  test: string | undefined,
): string => `# Definition of Done: what must be there and pass before a ticket counts as done.
version: 1
dod:
  - id: DOD-DEFAULT
    title: Proven, reviewed and handed over
    required_artifacts: [tests.log, lint.log, diff.patch, handoff.md, verdict.json]
    required_checks:${requiredChecks(test)}
    rules:
      - Every acceptance criterion is shown by a test or a command.
      - No check was switched off or weakened to pass.
`;

const requiredChecks = (test: string | undefined): string =>
  test === undefined
    ? " [] # nothing was found that runs the tests"
    : `
      - name: tests
        commands: [${quoted(test)}]`;

const readmeText = ({ name, home }: InitOptions): string => `# Backlog of ${name.replace(/[\\`*_[\]<>#|]/g, "\\$&")}

${home === "branch" ? "This branch has no code and is never merged into one: it holds the backlog, and Docket writes and merges it." : "This folder holds the backlog; Docket writes it and helps git to merge it."}
One file in \`tickets/\` is one ticket. Read and edit them as you like: \`docket list\` shows them, \`docket doctor\` checks them.
`;

/** Bytes are kept as they are: line ends are part of what an edit must not touch. */
const branchAttributes = "* -text\nnumbers.txt merge=union\n";
const treeAttributes = "* -text\ntickets/*.md merge=docket\nnumbers.txt merge=union\n";
