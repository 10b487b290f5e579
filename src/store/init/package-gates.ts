import { parseJson } from "../../std/json.ts";
import type { GateCommands, ProjectRoot } from "./project-root.ts";

/** How a package manager runs a script of package.json, and a program of a dependency. */
interface PackageManager {
  readonly test: string;
  readonly run: string;
  readonly program: string;
}

const managers: Readonly<Record<string, PackageManager>> = {
  npm: { test: "npm test", run: "npm run", program: "npx" },
  pnpm: { test: "pnpm test", run: "pnpm run", program: "pnpm exec" },
  yarn: { test: "yarn test", run: "yarn run", program: "yarn run" },
  // `bun test` is bun's own test program and not the script.
  bun: { test: "bun run test", run: "bun run", program: "bunx" },
};

const locks: readonly (readonly [file: string, manager: string])[] = [
  ["pnpm-lock.yaml", "pnpm"],
  ["yarn.lock", "yarn"],
  ["bun.lock", "bun"],
  ["bun.lockb", "bun"],
];

/** Gates of a project with package.json: its own scripts first, then the tools that it depends on. */
export function packageGates(root: ProjectRoot): GateCommands {
  const manifest = record(parseJson(root.read("package.json") ?? ""));
  const scripts = texts(manifest.scripts);
  const tools = new Set(Object.keys({ ...record(manifest.dependencies), ...record(manifest.devDependencies) }));
  const manager = managerOf(root, manifest);
  const script = (...names: readonly string[]): string | undefined => {
    const name = names.find((one) => scripts[one] !== undefined);
    return name === undefined ? undefined : `${manager.run} ${name}`;
  };
  const tool = (name: string, words: string): string | undefined =>
    tools.has(name) ? `${manager.program} ${words}` : undefined;
  const ownTest = scripts.test === undefined || isPlaceholder(scripts.test) ? undefined : scripts.test;
  const hasTypes = root.names.includes("tsconfig.json");
  return whole({
    test: ownTest === undefined ? (tool("vitest", "vitest run") ?? tool("jest", "jest")) : manager.test,
    lint: script("lint") ?? tool("eslint", "eslint .") ?? tool("@biomejs/biome", "biome check ."),
    types:
      script("typecheck", "types", "type-check", "check-types") ??
      (hasTypes ? tool("typescript", "tsc --noEmit") : undefined),
    build: script("build"),
    ...(ownTest === undefined ? {} : reportOf(ownTest, manager)),
  });
}

/** What `npm init` writes when nobody named a test. */
const isPlaceholder = (script: string): boolean => /no test specified/.test(script);

function managerOf({ names }: ProjectRoot, manifest: Readonly<Record<string, unknown>>): PackageManager {
  const named = typeof manifest.packageManager === "string" ? manifest.packageManager.split("@")[0] : undefined;
  const locked = locks.find(([file]) => names.includes(file))?.[1];
  return managers[named ?? locked ?? "npm"] ?? NPM;
}

const NPM: PackageManager = { test: "npm test", run: "npm run", program: "npx" };

/** Test programs that can name each test, by the beginning of a script that runs nothing else. */
const reporters: readonly {
  readonly runs: RegExp;
  readonly format: string;
  command(script: string, program: string): string;
}[] = [
  {
    runs: /^vitest( |$)/,
    format: "vitest-json",
    // Without `run` it would stay and watch.
    command: (script, program) => `${program} ${script.replace(/^vitest(?! run\b)/, "vitest run")} --reporter=json`,
  },
  { runs: /^jest( |$)/, format: "jest-json", command: (script, program) => `${program} ${script} --json` },
  {
    runs: /^node (--[\w-]+(=\S+)? )*--test( |$)/,
    format: "tap",
    // Its flags come before the files.
    command: (script) => script.replace("--test", "--test --test-reporter=tap"),
  },
];

/** The command behind a test script, made to report. A script of several commands is left alone. */
function reportOf(script: string, { program }: PackageManager): Pick<GateCommands, "testsCommand" | "testsFormat"> {
  const isOneCommand = /^[\w ./=@:,*"'-]+$/.test(script) && !/--(test-)?reporter|--json|--watch/.test(script);
  const known = isOneCommand ? reporters.find(({ runs }) => runs.test(script)) : undefined;
  return known === undefined ? {} : { testsCommand: known.command(script, program), testsFormat: known.format };
}

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};

function texts(value: unknown): Readonly<Record<string, string>> {
  const entries = Object.entries(record(value));
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}

/** Without the keys that have no value. */
function whole(gates: { readonly [Key in keyof GateCommands]: GateCommands[Key] | undefined }): GateCommands {
  return Object.fromEntries(Object.entries(gates).filter(([, command]) => command !== undefined));
}
