import { type Expected, type Planted, rows } from "./rows.ts";

/**
 * half | sentence | kind | labels | files | files that may be there | symbols | demands, each with its ways to say it | unfit words | tests
 */
export const EXPECTED: Readonly<Record<string, readonly Expected[]>> = {
  docket: rows(`
T | Add a \`--since\` flag to \`docket history\` | feature | - | src/ops/history.ts | docs/commands.md | historyOp | --since, history, refused/error | credential, screen | src/ops/history.test.ts
T | \`docket search\` ignores titles with an umlaut when the index is fresh | bug | - | src/store/read/search.ts | src/ops/search.ts | searchTickets | umlaut, index is fresh | cache, handler | src/store/read/search.test.ts
T | Rename \`searchTickets\` to \`findByWords\` | refactor | - | src/store/read/search.ts, src/ops/search.ts, src/store/read/search.test.ts, src/store/index/damage.test.ts, src/store/index/overlay.test.ts, src/store/index/search-index.test.ts | - | searchTickets | searchTickets, findByWords | filter | src/store/read/search.test.ts
H | Document the exit codes in docs/commands.md | docs | - | docs/commands.md | src/std/fault.ts | - | exit codes | screen | -
H | Add a test for \`slugOf\` with emoji | test | - | src/ticket/id.test.ts | src/ticket/id.ts | slugOf | slugOf, emoji | credential | src/ticket/id.test.ts
T | Speed up \`alikePairs\` to under 200 ms for 5000 things | performance | - | src/evidence/likeness/alike-pairs.ts | - | alikePairs | 200 ms, 5000 | credential | src/evidence/likeness/alike-pairs.test.ts
T | Mask secrets in the patch of a failed order | feature | SECURITY | src/findings/mask-secrets.ts | src/work/masked-processes.ts | maskSecrets | secret, patch | screen, column | src/findings/mask-secrets.test.ts
H | Let \`docket labels\` show how often each label is used | feature | - | src/ops/labels.ts | src/cli/render/backlog.ts | labelsOp | how often, label | credential | src/ops/labels.test.ts
T | Fix the crash of the TAP reader on an empty plan | bug | - | src/findings/tap.ts | src/findings/_tap-diagnostics.ts | tap | empty plan | screen | src/findings/tap.test.ts, src/findings/read-test-report.test.ts
T | Refuse a ticket title longer than 200 characters with a hint | feature | - | src/ticket/clean.ts | src/ticket/faults.ts, src/ticket/limits.ts | checkTitle | 200 characters, hint, refused | screen, credential | src/ticket/clean.test.ts
H | Remove \`isBorderline\` | refactor | - | src/evidence/likeness/rules.ts, src/evidence/likeness/borderline-pairs.ts, src/evidence/likeness/likeness.test.ts, src/evidence/likeness/alike-pairs.test.ts | src/plan/draft/other-tickets.ts | isBorderline | isBorderline | - | src/evidence/likeness/likeness.test.ts, src/evidence/likeness/alike-pairs.test.ts
H | Read pytest sections with Windows line ends | feature | - | src/findings/_pytest-sections.ts | src/findings/pytest.ts | - | pytest, windows line ends | credential, screen | src/findings/pytest.test.ts, src/findings/_pytest-sections.test.ts, src/findings/read-test-report.test.ts
T | Add SSO login for admins | feature | SECURITY | ? | - | - | admins, refused, session/credential | column, screen | -
H | The lock is not freed when the holder dies | bug | - | src/host/locks.ts | src/host/_lock-note.ts, src/host/_lock-try.ts | sqliteLocks | freed/free, holder dies | screen | src/host/locks.test.ts
T | Sanitize control characters in the titles of GitHub issues | security | SECURITY | src/discover/github-issues.ts | src/discover/_github-wish.ts | githubIssues | control characters, titles | - | src/discover/github-issues.test.ts, src/discover/github.test.ts
H | Extract the cycle search out of \`buildGraph\` | refactor | - | src/plan/graph.ts | - | buildGraph | cycle search | filter | src/plan/graph.test.ts
T | Upgrade yaml to version 3 | chore | - | package.json | package-lock.json | - | yaml, version 3 | well-formed | -
H | Warn when an epic queue holds a closed ticket | feature | - | src/plan/epics.ts | src/ops/epics.ts, src/store/doctor/epics.ts | queuePositions | warn, closed ticket | credential | src/plan/epics.test.ts
H | Send a mail to the customer | feature | - | ? | - | - | mail, customer | - | -
H | \`keywordsIn\` does not find plural forms of words that end in ss | bug | - | src/evidence/estimate/keywords.ts | - | keywordsIn | plural forms, ss | screen | src/evidence/estimate/keywords.test.ts, src/evidence/estimate/estimate.test.ts`),
  commander: rows(`
T | Add an option to hide a command from the help | feature | - | lib/command.js | lib/help.js, typings/index.d.ts, Readme.md | Command | hide/hidden, help | credential | -
H | Suggest the nearest option when an option is misspelled | feature | - | lib/suggestSimilar.js | lib/command.js | suggestSimilar | nearest, misspelled | credential | -
T | \`Option.env\` ignores an empty environment variable | bug | - | lib/option.js | lib/command.js | env | empty environment variable | screen, wrong type | -
T | Wrap long argument descriptions in the help to the terminal's width | feature | - | lib/help.js | lib/command.js | argumentDescription/boxWrap/formatItem | wrap, argument descriptions, width | credential, refused | -
H | Fix the exit code of \`CommanderError\` when the version is shown | bug | - | lib/error.js | lib/command.js | CommanderError | exit code, version is shown | oldest version | -
H | Rename \`humanReadableArgName\` to \`readableArgument\` | refactor | - | lib/argument.js, lib/command.js, lib/help.js | typings/index.d.ts | humanReadableArgName | humanReadableArgName, readableArgument | - | -
T | Add typings for \`parseAsync\` | feature | - | typings/index.d.ts | lib/command.js | parseAsync | parseAsync, types/typings | credential | -
H | Document variadic arguments in Readme.md | docs | - | Readme.md | - | - | variadic | - | -
T | Remove \`storeOptionsAsProperties\` | refactor | ARCH | lib/command.js, typings/index.d.ts | Readme.md | storeOptionsAsProperties | storeOptionsAsProperties | - | -
H | Reject an argument that is not among its choices with the list of choices | feature | - | lib/argument.js | lib/option.js, lib/error.js | choices | choices, reject/refused | pagination | -
T | Negatable options lose their default value when a preset is given | bug | - | lib/option.js | lib/command.js | Option | default value, preset is given | screen | -
H | Add a test for \`editDistance\` | test | - | lib/suggestSimilar.js | - | editDistance | editDistance | - | -
T | Speed up \`suggestSimilar\` to under 5 ms for 1000 candidates | performance | - | lib/suggestSimilar.js | - | suggestSimilar | 5 ms, 1000 candidates | - | -
H | Allow hooks to be removed again | feature | - | lib/command.js | typings/index.d.ts, Readme.md | hook | hook, removed | credential | -
T | Show the group of an option in the help | feature | - | lib/help.js | lib/option.js | helpGroup/groupItems | group, help | credential | -
H | Store conversations in a database | feature | ARCH | ? | - | - | conversations, database | screen | -
H | Escape control characters in error messages | security | SECURITY | lib/error.js | lib/command.js | CommanderError | control characters, error messages | - | -
T | Make subcommands sort by name in the help | feature | - | lib/help.js | lib/command.js | visibleCommands | sort/order, name | credential, misspelled | -
H | \`outputHelp\` throws when stdout is closed | bug | - | lib/command.js | lib/help.js | outputHelp | throw, stdout is closed | screen | -
T | Add SSO login for admins | feature | SECURITY | ? | - | - | admins, refused, session/credential | screen | -`),
  express: rows(`
T | Add a \`maxAge\` option in days to \`res.cookie\` | feature | - | lib/response.js | Readme.md | res.cookie | maxAge, days, cookie | subcommand | -
T | \`req.hostname\` returns undefined when the host header holds an IPv6 address | bug | - | lib/request.js | - | hostname | ipv6, hostname | screen | -
H | Support the QUERY method in the application | feature | - | lib/application.js | lib/utils.js | app | query method | - | -
T | Fix the etag of an empty body | bug | - | lib/utils.js | lib/response.js | etag | etag, empty body | - | -
H | Document \`app.render\` in Readme.md | docs | - | Readme.md | lib/application.js | - | app.render | - | -
H | View lookup fails when the extension has a capital letter | bug | - | lib/view.js | - | View/lookup | lookup, capital letter | screen, narrow | -
T | Prevent open redirect in \`res.redirect\` | security | SECURITY | lib/response.js | - | redirect | redirect, refused | - | -
H | Rename \`compileTrust\` to \`trustFunction\` | refactor | - | lib/utils.js, lib/application.js | - | compileTrust | compileTrust, trustFunction | - | -
T | Cache views for at most 60 seconds | feature | - | lib/view.js | lib/application.js | View | 60 seconds, views | screen | -
H | Speed up \`setCharset\` to under 1 ms | performance | - | lib/utils.js | - | setCharset | 1 ms | - | -
H | Remove \`compileQueryParser\` | refactor | - | lib/utils.js, lib/application.js | - | compileQueryParser | compileQueryParser | - | -
H | Add a test for \`normalizeType\` | test | - | lib/utils.js | - | normalizeType | normalizeType | - | -
T | \`res.sendFile\` hangs when the request is aborted | bug | - | lib/response.js | - | sendFile | hang, request is aborted | screen | -
H | Allow several view engines for one application | feature | - | lib/application.js | lib/view.js | engine | several view engines, application | screen | -
T | Upgrade qs to version 7 | chore | - | package.json | lib/utils.js | - | qs, version 7 | - | -
T | Make \`req.range\` combine ranges that overlap | feature | - | lib/request.js | - | range | combine, overlap | screen | -
H | Log a warning when a deprecated response signature is used | feature | - | lib/response.js | - | - | warning, deprecated response signature | - | -
H | Print invoices as PDF | feature | - | ? | - | - | invoices, pdf | - | -
T | \`app.listen\` swallows errors when the port is in use | bug | - | lib/application.js | - | listen | errors, port is in use | screen | -
T | Add SSO login for admins | feature | SECURITY | ? | - | - | admins, refused, session/credential | screen | -`),
};

/** Open tickets of each backlog before the sentences are drafted. */
export const PLANTED: Readonly<Record<string, readonly Planted[]>> = {
  docket: [
    { title: "Weigh words of titles more than words of the thread", file: "src/store/read/search.ts" },
    { title: "Keep the wording of skipped points", file: "src/findings/tap.ts" },
    { title: "Count children of children towards progress", file: "src/plan/epics.ts" },
  ],
  commander: [
    { title: "Indent long lists of examples", file: "lib/help.js" },
    { title: "Give the place of a wrong value", file: "lib/argument.js" },
  ],
  express: [
    { title: "Send trailers after the last chunk", file: "lib/response.js" },
    { title: "Read partials from several folders", file: "lib/view.js" },
  ],
};
