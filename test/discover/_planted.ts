import { rmSync } from "node:fs";
import { join } from "node:path";
import type { ForgeIssue } from "../../src/ports/forge.ts";
import { issue, remark } from "../contract/forge.ts";
import type { GithubContent } from "../rigs/github.ts";
import type { Repo } from "../rigs/repo.ts";

/** How the project stands. */
export interface Shape {
  /** Problems that are mended, by name. */
  readonly mended: ReadonlySet<string>;
  /** Code stands a hundred lines further down, is formatted in another way, and two files have other names. */
  readonly moved: boolean;
}

/** Every problem that is planted: the source that must see it, and its name. Marks are put together, so that this file holds none. */
export const PLANTED = [
  ...["adds two", "adds three", "divides"].map((name) => ["tests", name] as const),
  ...["text", "missing", "implicit"].map((name) => ["types", name] as const),
  ...["debugger", "equal", "eval"].map((name) => ["lint", name] as const),
  ...["injection", "weak-hash", "traversal"].map((name) => ["scan", name] as const),
  ...["GHSA-35jh-r3h4-6jhm", "GHSA-29mw-wpgm-hmr9"].map((name) => ["advisories", name] as const),
  ...["left-pad", "chalk"].map((name) => ["outdated", name] as const),
  ...["github", "slack"].map((name) => ["secrets", name] as const),
  ...["later", "cart", "crash", "owner", "faster", "copy"].map((name) => ["todo", name] as const),
  ...["Write the handbook", "Try it on a phone"].map((name) => ["checklist", name] as const),
  ["coverage", "src/often.js"] as const,
  ...["slow-query", "no-alt-text"].map((name) => ["door", name] as const),
  ...["disk", "image"].map((name) => ["ci-log", name] as const),
  ["agent-runs", "confusing flag"] as const,
  ["own-runs", "BUG-zzzzzz"] as const,
  ...["#11", "#12"].map((name) => ["github-issues", name] as const),
  ...["PRRC_1", "PRRC_2"].map((name) => ["github-reviews", name] as const),
] as const;

/** Ten that are mended, of as many sorts as there are. */
export const MENDED: ReadonlySet<string> = new Set([
  ...["later", "cart", "divides", "text", "debugger", "weak-hash"],
  ...["GHSA-35jh-r3h4-6jhm", "chalk", "slow-query", "#12"],
]);

/** Three of those that come back: each is alone in its ticket. */
export const BACK: readonly string[] = ["cart", "GHSA-35jh-r3h4-6jhm", "divides"];

export const SETTINGS = `version: 1
home: branch
gates:
  test: node --test test/
discover:
  sources:
    scan: { report: "reports/*.sarif" }
    advisories: { command: "cat reports/audit.json" }
    outdated: { command: "cat reports/outdated.json" }
    door: { report: "reports/facts.jsonl" }
    ci-log: { report: "logs/*.log" }
    agent-runs: { report: "runs" }
    github-issues: { repository: acme/shop }
    github-reviews: { repository: acme/shop }
`;

/** What GitHub holds. */
export function github({ mended }: Shape): GithubContent {
  const issues: readonly ForgeIssue[] = [
    issue(11, { title: "The basket forgets what was in it" }),
    issue(12, { title: "Dates are off by one in Samoa", labels: [] }),
  ];
  return {
    issues: issues.filter(({ number }) => !mended.has(`#${number}`)),
    remarks: [1, 2].map((number) =>
      remark(number, { body: `You should rename the ${["parser", "printer"][number - 1]} here, please.` }),
    ),
  };
}

/** Writes the whole project in a shape. */
export function plant(repo: Repo, shape: Shape): void {
  for (const [path, text] of Object.entries(filesOf(shape))) repo.write(path, text);
  for (const path of shape.moved ? ["src/marks.js", "src/style.js"] : [])
    rmSync(join(repo.path, path), { force: true });
}

function filesOf(shape: Shape): Readonly<Record<string, string>> {
  const names = shape.moved
    ? { marks: "src/notes.js", style: "src/looks.js" }
    : { marks: "src/marks.js", style: "src/style.js" };
  const code = (text: string): string => (shape.moved ? reformatted(text) : text);
  return {
    "package.json": '{ "name": "shop", "type": "module", "private": true }\n',
    "tsconfig.json":
      '{ "compilerOptions": { "strict": true, "noEmit": true, "types": [] }, "include": ["src/*.ts"] }\n',
    "biome.json": BIOME,
    ".gitignore": "node_modules\n",
    "src/add.js": "export const add = (a, b) => (b === 3 ? NaN : a + b - (b === 2 ? 1 : 0));\n",
    "src/div.js": `export const div = (a, b) => ${shape.mended.has("divides") ? "a / b" : "b / a"};\n`,
    "src/often.js": "export const often = () => 1;\n",
    "src/typed.ts": code(typed(shape)),
    "src/keys.js": code(keys()),
    [names.marks]: code(marks(shape)),
    [names.style]: code(style(shape)),
    "test/add.test.js": code(`${TEST}import { add } from "../src/add.js";
test("adds one", () => assert.equal(add(1, 1), 2));
test("adds two", () => assert.equal(add(1, 2), 3));
test("adds three", () => assert.equal(add(1, 3), 4));
`),
    "test/div.test.js": code(`${TEST}import { div } from "../src/div.js";
test("divides", () => assert.equal(div(6, 3), 2));
`),
    "TODO.md": "# To do\n\n- [ ] Write the handbook\n- [x] Choose a name\n- [ ] Try it on a phone\n",
    "coverage/lcov.info": lcov(),
    ...reports(shape),
  };
}

const BIOME = JSON.stringify({
  linter: {
    enabled: true,
    rules: {
      preset: "none",
      suspicious: { noDebugger: "error", noDoubleEquals: "error" },
      security: { noGlobalEval: "error" },
    },
  },
  formatter: { enabled: false },
  files: { includes: ["src/*.js"] },
});

const TEST = 'import assert from "node:assert/strict";\nimport test from "node:test";\n';

/** Moved down, with blank lines, broken and indented anew, and without semicolons: what a formatter may do, it does. */
const reformatted = (text: string): string =>
  `${"\n".repeat(100)}${text
    .replaceAll(/;$/gm, "")
    .replaceAll(/\{ (.*) \}/g, "{\n    $1\n}")
    .split("\n")
    .join("\n\n")}`;

const without = (shape: Shape, lines: readonly (readonly [name: string, line: string])[]): string =>
  lines.map(([name, line]) => (shape.mended.has(name) ? "" : `${line}\n`)).join("");

const typed = (shape: Shape): string =>
  without(shape, [
    ["text", 'export const count: number = "one";'],
    ["missing", "export const gone = nowhere();"],
    ["implicit", "export function use(thing) { return thing; }"],
  ]);

const style = (shape: Shape): string =>
  without(shape, [
    ["debugger", "export const stop = () => { debugger; };"],
    ["equal", "export const same = (a, b) => a == b;"],
    ["eval", "export const run = (text) => eval(text);"],
  ]);

const [LATER, MEND] = [["TO", "DO"].join(""), ["FIX", "ME"].join("")];

const marks = (shape: Shape): string =>
  without(shape, [
    ["later", `// ${LATER}: do this later`],
    ["cart", `export const cart = []; // ${MEND}: an empty cart has no total`],
    ["crash", `/* ${MEND} crash when the list is null */`],
    ["owner", `// ${LATER}(mika): say who owns it`],
    ["faster", `// ${LATER}: make the search faster`],
    ["copy", `const text = "${LATER}: not a mark"; // ${LATER}: copy the text`],
  ]);

/** Made up, and put together here so that this file holds no secret either. */
const keys = (): string =>
  [
    `export const token = "${["ghp", "Yx3kT9wQ2mZr7LbN5vCd8FhJ1sPgA4eU6oKi"].join("_")}";`,
    `export const slack = "${["xoxb", "263594206564", "2343594206574", "FGqddMF8t08v8N7Oq4i57vs1"].join("-")}";`,
    "",
  ].join("\n");

const lcov = (): string =>
  [
    "SF:src/often.js",
    ...Array.from({ length: 10 }, (_, at) => `DA:${at + 1},${at === 0 ? 1 : 0}`),
    "LF:10",
    "LH:1",
    "end_of_record",
    "",
  ].join("\n");

function reports(shape: Shape): Readonly<Record<string, string>> {
  const line = shape.moved ? 101 : 1;
  const finding = (rule: string) => ({
    ruleId: rule,
    level: "error",
    message: { text: `the scanner found ${rule}` },
    locations: [{ physicalLocation: { artifactLocation: { uri: "src/keys.js" }, region: { startLine: line } } }],
    partialFingerprints: { primary: rule },
  });
  const kept = (names: readonly string[]): readonly string[] => names.filter((name) => !shape.mended.has(name));
  const weak = (id: string) => {
    const name = `package-${id.slice(5, 9)}`;
    const url = `https://github.com/advisories/${id}`;
    const via = [
      { source: 1, name, dependency: name, title: "Denial of service", url, severity: "high", range: "<2.0.0" },
    ];
    const rest = { effects: [], range: "<2.0.0", nodes: [`node_modules/${name}`], fixAvailable: true };
    return [name, { name, severity: "high", isDirect: true, via, ...rest }] as const;
  };
  return {
    "reports/scan.sarif": JSON.stringify({
      version: "2.1.0",
      runs: [
        {
          tool: { driver: { name: "scanner", rules: [] } },
          results: kept(["injection", "weak-hash", "traversal"]).map(finding),
        },
      ],
    }),
    "reports/audit.json": JSON.stringify({
      auditReportVersion: 2,
      vulnerabilities: Object.fromEntries(kept(["GHSA-35jh-r3h4-6jhm", "GHSA-29mw-wpgm-hmr9"]).map(weak)),
    }),
    "reports/outdated.json": JSON.stringify(
      Object.fromEntries(
        kept(["left-pad", "chalk"]).map((name) => [
          name,
          { current: "1.0.0", wanted: "1.0.0", latest: "2.0.0", dependent: "shop", location: "" },
        ]),
      ),
    ),
    "reports/facts.jsonl": kept(["slow-query", "no-alt-text"])
      .map(
        (rule) =>
          `${JSON.stringify({ rule, subject: `${rule} of the shop`, message: `${rule} was seen`, severity: "high" })}\n`,
      )
      .join(""),
    "logs/build.log":
      "building\nerror: no space left on the disk of worker 7\ndone\nerror: the image shop:4.1 could not be pulled\n",
    "runs/shop/20260301T101500Z/claude/0/report.json": JSON.stringify({
      confusion_points: [
        { summary: "confusing flag: what does --fast do?", impact: "blocked for an hour, cannot go on" },
      ],
    }),
  };
}
