import { expect, test } from "vitest";
import { parse } from "yaml";
import { readDod } from "../settings/dod.ts";
import { readEpics } from "../settings/epics.ts";
import { settingsJsonSchema } from "../settings/json-schema.ts";
import { readSettings } from "../settings/read.ts";
import { gatesOf } from "./gates.ts";
import { initialFiles } from "./initial-files.ts";
import { detectStack, type Stack } from "./stack.ts";

const stacks: readonly Stack[] = ["typescript", "javascript", "python", "go", "rust", "swift", "generic"];

/** What a usual project of each stack says at its root. */
const roots: Readonly<Partial<Record<Stack, Readonly<Record<string, string>>>>> = {
  typescript: {
    "package.json":
      '{ "scripts": { "test": "vitest run", "lint": "eslint .", "typecheck": "tsc", "build": "vite build" } }',
    "tsconfig.json": "{}",
  },
  javascript: { "package.json": '{ "scripts": { "test": "node --test" } }' },
  python: { "pyproject.toml": '[dependency-groups]\ndev = ["pytest", "ruff"]\n' },
};
const gatesFor = (stack: Stack) => {
  const files = roots[stack] ?? {};
  return gatesOf(stack, { names: Object.keys(files), read: (name) => files[name] });
};
const make = (stack: Stack, name = "shop", home: "branch" | "tree" = "branch") =>
  new Map(
    initialFiles({ stack, name, home, ids: "random", gates: gatesFor(stack) }).map(({ path, text }) => [path, text]),
  );
const settingsOf = (files: ReadonlyMap<string, string>): string => files.get("docket.yaml") ?? "";

test.each([
  [
    "typescript",
    ["package.json", "tsconfig.json", "go.mod"],
    { "package.json": '{ "scripts": { "name": "x" }, "name": "@acme/shop" }' },
    "@acme/shop",
  ],
  ["javascript", ["package.json", "setup.py"], { "package.json": "{ broken" }, undefined],
  [
    "python",
    ["pyproject.toml"],
    { "pyproject.toml": '[build-system]\nrequires = []\n[project]\nname = "shop"\n' },
    "shop",
  ],
  ["python", ["setup.py"], { "setup.py": "setup(\n  name='shop',\n)" }, "shop"],
  ["python", ["requirements.txt", "Cargo.toml"], { "requirements.txt": "flask\n" }, undefined],
  ["go", ["go.mod"], { "go.mod": "module example.org/acme/shop/v2\n\ngo 1.26\n" }, "shop"],
  ["rust", ["Cargo.toml"], { "Cargo.toml": '[package]\nversion = "1"\nname = "shop"\n' }, "shop"],
  ["swift", ["Package.swift"], { "Package.swift": 'let package = Package(name: "Shop")' }, "Shop"],
  ["generic", ["README.md", "tsconfig.json"], {}, undefined],
] as const)("%s out of %j", (stack, names, texts, name) => {
  const contents = new Map<string, string>(Object.entries(texts));
  expect(detectStack(names, (file) => contents.get(file))).toEqual({ stack, name });
});

test("a name that holds control characters is not believed", () => {
  expect(detectStack(["setup.py"], () => "setup(name='a\u001b[31mb')").name).toBeUndefined();
});

test.each(stacks)("the settings of a new %s backlog", async (stack) => {
  await expect(settingsOf(make(stack))).toMatchFileSnapshot(`golden/${stack}.docket.yaml.txt`);
});

test("the other files of a new backlog", async () => {
  for (const home of ["branch", "tree"] as const) {
    const others = [...make("rust", "shop", home)].filter(([path]) => path !== "docket.yaml");
    await expect(others.map(([path, text]) => `==> ${path}\n${text}`).join("")).toMatchFileSnapshot(
      `golden/${home}.files.txt`,
    );
  }
});

test.each([
  ...stacks.map((stack) => [stack, "shop"] as const),
  ...["a: b # c", "123", "true", "日本", '"', "x\\y", " "].map((name) => ["generic", name] as const),
])("%s, named %j: what is written reads back without a finding", (stack, name) => {
  const files = make(stack, name, "tree");
  const { settings, problems } = readSettings(settingsOf(files));
  expect(problems).toEqual([]);
  expect(settings.project).toMatchObject({ name, stack });
  expect(settings.home).toBe("tree");
  expect(readEpics(files.get("epics.yaml") ?? "x")).toEqual({ epics: [], problems: [] });
  const dod = readDod(files.get("dod/DOD-DEFAULT.yaml") ?? "x");
  expect(dod.problems).toEqual([]);
  const checks = settings.gates.test === undefined ? [] : [{ commands: [settings.gates.test] }];
  expect(dod.entries[0]).toMatchObject({ id: settings.dod, required_checks: checks });
});

test("every commented key is a right one with its default: the file with its comments opened reads the same", () => {
  const text = settingsOf(make("typescript"));
  const opened = text
    .split("\n")
    .map((line) => (/^ *# *[a-zA-Z]+:(?: |$)/.test(line) ? line.replace(/# ?/, "") : line))
    .join("\n");
  const { settings, problems } = readSettings(opened);
  expect(problems).toEqual([]);
  expect(Object.keys(settings.kinds)).toEqual(["spike"]);
  expect({ ...settings, kinds: {} }).toEqual(readSettings(text).settings);
});

test.each(stacks)("the settings of %s are valid against the JSON Schema", (stack) => {
  expect(violations(settingsJsonSchema(), parse(settingsOf(make(stack))), "")).toEqual([]);
});

test("the schema check of this test does refuse", () => {
  expect(violations(settingsJsonSchema(), parse("home: brunch\nlock: { waitMs: 1.5, x: 1 }"), "")).toEqual([
    ".home",
    ".lock.waitMs",
    ".lock.x",
  ]);
});

interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
}

/** The few keywords that the settings' schema uses. */
function violations(schema: Schema, value: unknown, path: string): readonly string[] {
  const types = [schema.type ?? []].flat();
  const type = value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
  const fits = types.includes(type) || (types.includes("integer") && Number.isInteger(value));
  if (!fits || (schema.enum !== undefined && !schema.enum.includes(value))) return [path];
  if (Array.isArray(value))
    return value.flatMap((entry, index) => violations(schema.items ?? {}, entry, `${path}[${index}]`));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const next = schema.properties?.[name] ?? schema.additionalProperties;
    return next === false || next === undefined
      ? [`${path}.${name}`]
      : next === true
        ? []
        : violations(next, inner, `${path}.${name}`);
  });
}
