import { type Expected, type Planted, rows } from "./rows.ts";

/**
 * A second set over three other code bases (picomatch 4.0.7, postcss 8.5.33, zod 4.6.7), written before any of it was drafted, all held out.
 *
 * half | sentence | kind | labels | files | files that may be there | symbols | demands, each with its ways to say it | unfit words | tests
 */
export const LATER_EXPECTED: Readonly<Record<string, readonly Expected[]>> = {
  picomatch: rows(`
H | Add a \`maxDepth\` option that limits how deep a globstar goes | feature | - | lib/parse.js | lib/picomatch.js, lib/constants.js, README.md | parse | maxDepth, deep/depth | credential, screen | -
H | \`scan\` reports the wrong base for a glob that begins with a negated brace | bug | - | lib/scan.js | lib/picomatch.js | scan | base, negated brace | screen | -
H | Speed up \`makeRe\` to under 2 ms for 500 patterns | performance | - | lib/picomatch.js | lib/parse.js | makeRe | 2 ms, 500 patterns | credential | -
H | Prevent catastrophic backtracking in nested extglobs | security | SECURITY | lib/parse.js | lib/constants.js | parseRepeatedExtglob/analyzeRepeatedExtglob/repeatedExtglobRecursion | backtracking, extglob | screen | -
H | \`basename\` drops the last folder when a Windows path ends in a backslash | bug | - | lib/utils.js | lib/picomatch.js | basename | folder, backslash | screen | -
H | Remove the entry point \`posix.js\` | refactor | ARCH | posix.js | package.json, lib/picomatch.js, index.js, README.md | - | posix | - | -`),
  postcss: rows(`
H | Add an \`important\` option to \`walkDecls\` that visits only important declarations | feature | - | lib/container.js | lib/container.d.ts, README.md | walkDecls | important, walkDecls/declarations | credential, screen | -
H | \`list.comma\` splits inside quoted strings that hold an escaped quote | bug | - | lib/list.js | lib/list.d.ts | comma | quote, comma/split | screen | -
H | Fix the line number of a syntax error behind a Windows line end | bug | - | lib/input.js | lib/css-syntax-error.js, lib/tokenize.js, lib/parser.js | fromOffset/getLineToIndex/error | line number, windows line end | screen | -
H | Refuse a previous source map larger than 50 MB | feature | - | lib/previous-map.js | lib/input.js, lib/previous-map.d.ts | loadMap/loadFile/PreviousMap | 50 mb, refused/error | screen, credential | -
H | Highlight custom properties in the terminal | feature | - | lib/terminal-highlight.js | lib/tokenize.js, lib/css-syntax-error.js | terminalHighlight/getTokenType | custom properties, highlight | credential | -
H | Rename \`rawBeforeClose\` to \`rawBeforeEnd\` | refactor | - | lib/stringifier.js, lib/stringifier.d.ts | - | rawBeforeClose | rawBeforeClose, rawBeforeEnd | filter | -
H | Make source maps keep the names of identifiers | feature | - | lib/map-generator.js | lib/previous-map.js, lib/input.js | MapGenerator/generateMap/generateString | names, source map | screen, credential | -`),
  zod: rows(`
H | \`prettifyError\` prints no path for an issue in the root array | bug | - | src/v4/core/errors.ts | src/v4/classic/errors.ts | prettifyError | path, root array | screen | src/v4/classic/tests/error-utils.test.ts
H | Fix the German message for an invalid credit card number | bug | - | src/v4/locales/de.ts | - | - | german, credit card | screen, credential | -
H | Add a \`z.semver\` string format next to \`z.cidrv4\` | feature | - | src/v4/core/regexes.ts, src/v4/classic/schemas.ts | src/v4/core/schemas.ts, src/v4/core/api.ts, src/v4/core/checks.ts, src/v4/mini/schemas.ts, src/v4/classic/from-json-schema.ts, src/v4/core/json-schema-processors.ts | cidrv4 | semver | screen, credential | src/v4/classic/tests/string.test.ts, src/v4/classic/tests/string-formats.test.ts
H | Speed up \`toJSONSchema\` to under 100 ms for 1000 definitions | performance | - | src/v4/core/json-schema-processors.ts | src/v4/core/to-json-schema.ts, src/v4/core/json-schema-generator.ts | toJSONSchema | 100 ms, 1000 | credential | src/v4/classic/tests/to-json-schema.test.ts
H | \`ipv6\` accepts an address with two double colons | bug | - | src/v4/core/regexes.ts | src/v4/core/schemas.ts, src/v4/core/api.ts, src/v4/core/checks.ts, src/v4/classic/schemas.ts, src/v4/mini/schemas.ts | ipv6 | address, double colon | screen | src/v4/classic/tests/string.test.ts, src/v4/classic/tests/string-formats.test.ts
H | Let \`fromJSONSchema\` read \`patternProperties\` of nested definitions | feature | - | src/v4/classic/from-json-schema.ts | - | fromJSONSchema/convertBaseSchema | patternProperties, nested | screen, credential | src/v4/classic/tests/from-json-schema.test.ts
H | Warn when a registry gets the same id twice | feature | - | src/v4/core/registries.ts | - | $ZodRegistry/registry | warn, same id/twice | credential, screen | src/v4/classic/tests/registries.test.ts`),
};

/** Open tickets of each backlog before the sentences are drafted. */
export const LATER_PLANTED: Readonly<Record<string, readonly Planted[]>> = {
  picomatch: [{ title: "Accept patterns with a leading dot", file: "lib/scan.js" }],
  postcss: [
    { title: "Count columns in code points", file: "lib/input.js" },
    { title: "Keep blank lines between rules", file: "lib/stringifier.js" },
  ],
  zod: [
    { title: "Tell the limits of a date in words", file: "src/v4/core/errors.ts" },
    { title: "Accept capital letters in hex digests", file: "src/v4/core/regexes.ts" },
  ],
};
