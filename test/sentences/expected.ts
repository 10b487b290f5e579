/** What a careful engineer would want of the draft for one sentence. Written before the drafts were looked at. */
export interface Expected {
  readonly sentence: string;
  readonly kind: string;
  /** A file that must be among the affected; "?" where nobody can know and a question must be asked. */
  readonly file: string;
  /** A word that a criterion must hold. */
  readonly word: string;
}

const rows = (text: string): readonly Expected[] =>
  text
    .trim()
    .split("\n")
    .map((line) => {
      const [sentence = "", kind = "", file = "", word = ""] = line.split(" | ");
      return { sentence, kind, file, word };
    });

export const EXPECTED: Readonly<Record<string, readonly Expected[]>> = {
  docket: rows(`
Add a \`--since\` flag to \`docket history\` | feature | src/ops/history.ts | --since
\`docket search\` ignores titles with an umlaut when the index is fresh | bug | src/store/read/search.ts | index
Rename \`searchTickets\` to \`findByWords\` | refactor | src/store/read/search.ts | searchTickets
Document the exit codes in docs/commands.md | docs | docs/commands.md | exit codes
Add a test for \`slugOf\` with emoji | test | src/ticket/id.ts | slugOf
Speed up \`alikePairs\` to under 200 ms for 5000 things | performance | src/evidence/likeness/alike-pairs.ts | 200 ms
Mask secrets in the patch of a failed order | feature | src/findings/mask-secrets.ts | secret
Let \`docket labels\` show how often each label is used | feature | src/ops/labels.ts | label
Fix the crash of the TAP reader on an empty plan | bug | src/findings/tap.ts | TAP
Refuse a ticket title longer than 200 characters with a hint | feature | src/ticket/clean.ts | title
Remove \`isBorderline\` | refactor | src/evidence/likeness/rules.ts | isBorderline
Read pytest sections with Windows line ends | feature | src/findings/pytest.ts | pytest
Add SSO login for admins | feature | ? | credential
The lock is not freed when the holder dies | bug | src/host/locks.ts | holder
Sanitize control characters in the titles of GitHub issues | security | src/discover/github-issues.ts | titles
Extract the cycle search out of \`buildGraph\` | refactor | src/plan/graph.ts | buildGraph
Upgrade yaml to version 3 | chore | package.json | version
Warn when an epic queue holds a closed ticket | feature | src/plan/epics.ts | epic
Send a mail to the customer | feature | ? | mail
\`keywordsIn\` does not find plural forms of words that end in ss | bug | src/evidence/estimate/keywords.ts | keywordsIn`),
  commander: rows(`
Add an option to hide a command from the help | feature | lib/command.js | help
Suggest the nearest option when an option is misspelled | feature | lib/suggestSimilar.js | option
\`Option.env\` ignores an empty environment variable | bug | lib/option.js | environment
Wrap long argument descriptions in the help to the terminal's width | feature | lib/help.js | help
Fix the exit code of \`CommanderError\` when the version is shown | bug | lib/error.js | version
Rename \`humanReadableArgName\` to \`readableArgument\` | refactor | lib/argument.js | humanReadableArgName
Add typings for \`parseAsync\` | feature | typings/index.d.ts | parseAsync
Document variadic arguments in Readme.md | docs | Readme.md | variadic
Remove \`storeOptionsAsProperties\` | refactor | lib/command.js | storeOptionsAsProperties
Reject an argument that is not among its choices with the list of choices | feature | lib/argument.js | choices
Negatable options lose their default value when a preset is given | bug | lib/option.js | default
Add a test for \`editDistance\` | test | lib/suggestSimilar.js | editDistance
Speed up \`suggestSimilar\` to under 5 ms for 1000 candidates | performance | lib/suggestSimilar.js | 5 ms
Allow hooks to be removed again | feature | lib/command.js | hook
Show the group of an option in the help | feature | lib/help.js | option
Store conversations in a database | feature | ? | data
Escape control characters in error messages | security | lib/error.js | control
Make subcommands sort by name in the help | feature | lib/help.js | help
\`outputHelp\` throws when stdout is closed | bug | lib/command.js | stdout
Add SSO login for admins | feature | ? | credential`),
  express: rows(`
Add a \`maxAge\` option in days to \`res.cookie\` | feature | lib/response.js | cookie
\`req.hostname\` returns undefined when the host header holds an IPv6 address | bug | lib/request.js | header
Support the QUERY method in the application | feature | lib/application.js | method
Fix the etag of an empty body | bug | lib/utils.js | etag
Document \`app.render\` in Readme.md | docs | Readme.md | app.render
View lookup fails when the extension has a capital letter | bug | lib/view.js | extension
Prevent open redirect in \`res.redirect\` | security | lib/response.js | redirect
Rename \`compileTrust\` to \`trustFunction\` | refactor | lib/utils.js | compileTrust
Cache views for at most 60 seconds | feature | lib/view.js | 60 seconds
Speed up \`setCharset\` to under 1 ms | performance | lib/utils.js | 1 ms
Remove \`compileQueryParser\` | refactor | lib/utils.js | compileQueryParser
Add a test for \`normalizeType\` | test | lib/utils.js | normalizeType
\`res.sendFile\` hangs when the request is aborted | bug | lib/response.js | aborted
Allow several view engines for one application | feature | lib/application.js | view
Upgrade qs to version 7 | chore | package.json | version
Make \`req.range\` combine ranges that overlap | feature | lib/request.js | range
Log a warning when a deprecated response signature is used | feature | lib/response.js | warning
Print invoices as PDF | feature | ? | invoices
\`app.listen\` swallows errors when the port is in use | bug | lib/application.js | port
Add SSO login for admins | feature | ? | credential`),
};
