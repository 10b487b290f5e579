import { expect, test } from "vitest";
import { gatesOf } from "./gates.ts";
import type { GateCommands } from "./project-root.ts";
import type { Stack } from "./stack.ts";

type Files = Readonly<Record<string, string>>;

const gates = (stack: Stack, files: Files): GateCommands =>
  gatesOf(stack, { names: Object.keys(files), read: (name) => files[name] });

const manifest = (value: unknown): string => JSON.stringify(value);
const scripts = (own: Files, more: object = {}): Files => ({ "package.json": manifest({ scripts: own, ...more }) });

const cases: readonly (readonly [string, Stack, Files, GateCommands])[] = [
  [
    "its own scripts",
    "typescript",
    scripts({ test: "tap && c8", lint: "eslint .", types: "tsc", build: "tsup" }),
    { test: "npm test", lint: "npm run lint", types: "npm run types", build: "npm run build" },
  ],
  ["typecheck before types", "typescript", scripts({ typecheck: "tsc", types: "tsd" }), { types: "npm run typecheck" }],
  [
    "tools that it depends on, where it has no scripts",
    "typescript",
    {
      "tsconfig.json": "{}",
      ...scripts({}, { devDependencies: { vitest: "^5", eslint: "^9", typescript: "^7" } }),
    },
    { test: "npx vitest run", lint: "npx eslint .", types: "npx tsc --noEmit" },
  ],
  [
    "jest and biome",
    "javascript",
    scripts({}, { devDependencies: { jest: "1", "@biomejs/biome": "2" } }),
    { test: "npx jest", lint: "npx biome check ." },
  ],
  [
    "the placeholder of npm init is no test",
    "javascript",
    scripts({ test: 'echo "Error: no test specified" && exit 1' }),
    {},
  ],
  ["a manifest that cannot be read", "javascript", { "package.json": "{ broken" }, {}],
  ["scripts that are none", "javascript", { "package.json": manifest({ scripts: { test: 3, lint: ["x"] } }) }, {}],
  [
    "pnpm by its lock",
    "javascript",
    { "pnpm-lock.yaml": "", ...scripts({ test: "tap", lint: "x" }) },
    { test: "pnpm test", lint: "pnpm run lint" },
  ],
  ["yarn by its lock", "javascript", { "yarn.lock": "", ...scripts({ test: "tap" }) }, { test: "yarn test" }],
  ["bun by its lock", "javascript", { "bun.lock": "", ...scripts({ test: "tap" }) }, { test: "bun run test" }],
  [
    "the named manager before the lock",
    "javascript",
    { "yarn.lock": "", ...scripts({ test: "tap" }, { packageManager: "pnpm@10.1.0" }) },
    { test: "pnpm test" },
  ],
  ["an unknown manager", "javascript", scripts({ test: "tap" }, { packageManager: "tnpm@1" }), { test: "npm test" }],
  [
    "pytest, ruff and mypy",
    "python",
    { "pyproject.toml": 'dev = ["pytest>=8", "ruff", "mypy"]' },
    { test: "pytest", lint: "ruff check .", types: "mypy ." },
  ],
  ["pytest by its file", "python", { "conftest.py": "" }, { test: "pytest" }],
  ["unittest where there are tests", "python", { "setup.py": "", tests: "" }, { test: "python3 -m unittest" }],
  ["no tests in Python", "python", { "setup.py": "setup()" }, {}],
  ["go", "go", { "go.mod": "" }, { types: "go vet ./...", test: "go test ./..." }],
  [
    "go with a linter",
    "go",
    { "go.mod": "", ".golangci.yml": "" },
    { types: "go vet ./...", test: "go test ./...", lint: "golangci-lint run" },
  ],
  ["rust", "rust", {}, { types: "cargo check", lint: "cargo clippy -- -D warnings", test: "cargo test" }],
  [
    "swift with a linter",
    "swift",
    { ".swiftlint.yml": "" },
    { types: "swift build", test: "swift test", lint: "swiftlint" },
  ],
  ["nothing known", "generic", { Makefile: "test:" }, {}],
];

test.each(cases)("%s", (_, stack, files, expected) => {
  expect(gates(stack, files)).toEqual(expected);
});

test.each([
  ["vitest run", "npx vitest run --reporter=json", "vitest-json"],
  ["vitest", "npx vitest run --reporter=json", "vitest-json"],
  ["vitest run --config unit.config.ts", "npx vitest run --config unit.config.ts --reporter=json", "vitest-json"],
  ["jest --ci", "npx jest --ci --json", "jest-json"],
  ["node --test", "node --test --test-reporter=tap", "tap"],
  ["node --import=tsx --test 'test/**/*.ts'", "node --import=tsx --test --test-reporter=tap 'test/**/*.ts'", "tap"],
])("behind npm test, %s is made to name each test", (script, testsCommand, testsFormat) => {
  expect(gates("javascript", scripts({ test: script }))).toEqual({ test: "npm test", testsCommand, testsFormat });
});

test.each([
  "tsc && vitest run",
  "vitest run; true",
  "vitest run --reporter=dot",
  "vitest --watch",
  "vitest run $(x)",
  "vitest-run",
  "nodemon --test",
])("%s is left as it is", (script) => {
  expect(gates("javascript", scripts({ test: script }))).toEqual({ test: "npm test" });
});

test("with pnpm the program is started by pnpm", () => {
  const files = { "pnpm-lock.yaml": "", ...scripts({ test: "vitest run" }) };
  expect(gates("typescript", files).testsCommand).toBe("pnpm exec vitest run --reporter=json");
});
