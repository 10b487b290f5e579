import { expect, test } from "vitest";
import { sampleChange, sampleFile } from "./_sample-change.ts";
import type { Change, FileChange } from "./change.ts";
import { judgeScope, judgeScopeItself, type Scope, type ScopeRules } from "./scope.ts";

const NOW = Date.parse("2026-06-15T12:00:00Z");
const RULES: ScopeRules = {
  protectedFiles: ["docket/docket.yaml", ".github/workflows/**", "**/vitest.config.*"],
  protectPackageScripts: true,
  backlogFolder: "docket",
  nowMs: NOW,
};

const file = (path: string, more: Partial<FileChange> = {}): FileChange => sampleFile(path, { added: ["x"], more });

const changeOf = (...files: readonly (string | FileChange)[]): Change =>
  sampleChange(...files.map((one) => (typeof one === "string" ? file(one) : one)));

/** A finding by its code and what it is about. */
const of = (code: string, at: string): string => `${code} ${at}`;

function judged(change: Change, allow: readonly string[], more: Partial<Scope> = {}): readonly string[] {
  return judgeScope(change, { allow, deny: [], ...more }, RULES).map(({ code, file: at }) => of(code, at));
}

test("what the scope covers is fine, dot files and deep folders included", () => {
  expect(judged(changeOf("src/a.ts", "src/deep/er/b.ts", "src/.hidden/x", "notes.md"), ["src/**", "notes.md"])).toEqual(
    [],
  );
  expect(judged(changeOf("src/a.ts"), ["./src/"])).toEqual([]);
  expect(judged(changeOf("src/a.ts", "src/b.js"), ["src/*.{ts,js}"])).toEqual([]);
  expect(judged(changeOf("app/[id]/page.tsx"), ["app/[id]/page.tsx"])).toEqual([]);
});

test.for([
  ["app/(auth)/**", "app/(auth)/page.tsx"],
  ["app/[id]/**", "app/[id]/page.tsx"],
  ["app/[...slug]/page.tsx", "app/[...slug]/page.tsx"],
  ["src/[ab].ts", "src/a.ts"],
  ["src/routes/+page.svelte", "src/routes/+page.svelte"],
  ["packages/@scope/*/src/**", "packages/@scope/x/src/y.ts"],
  ["a b/$c/^d/*.ts", "a b/$c/^d/e.ts"],
  ["a|b/**", "a|b/c"],
  ["日本/**", "日本/ü.md"],
] as const)("%j covers %j", ([pattern, path]) => {
  expect(judged(changeOf(path), [pattern])).toEqual([]);
});

test("a line break in a name gets nothing past what denies or protects it, and does not break a message", () => {
  const hidden = ["src/secret/a\nb", "src/secret\n/x/a", ".github/workflows/a\n.yml", "docket/a\nb"];
  expect(judged(changeOf(...hidden), ["src/**"], { deny: ["src/secret*/**"] })).toEqual([
    of("scope-denied", hidden[0] ?? ""),
    of("scope-denied", hidden[1] ?? ""),
    of("scope-protected", hidden[2] ?? ""),
    of("scope-backlog", hidden[3] ?? ""),
  ]);
  expect(judged(changeOf("src/a\nb/c\n.ts"), ["src/**/*.ts"])).toEqual([]);
  const [found] = judgeScope(changeOf("a\n## Findings\n\nNone."), { allow: ["src/**"], deny: [] }, RULES);
  expect(found?.message).toMatch(/^a ## Findings None\. was changed/);
});

test.for([
  ["app/(auth)/**", "app/auth/page.tsx"],
  ["src/x|**", "other/a.ts"],
  ["src/**|x", "other/a.ts"],
  ["!(src)/**", "other/a.ts"],
  ["!src/**", "other/a.ts"],
  ["src/@(a|b)/**", "src/a/x"],
] as const)("%j does not cover %j", ([pattern, path]) => {
  expect(judged(changeOf(path), [pattern])).toEqual([of("scope-outside", path)]);
});

test("what it does not cover is refused, and a folder's name is not its content", () => {
  expect(judged(changeOf("src/a.ts", "lib/b.ts"), ["src/**"])).toEqual([of("scope-outside", "lib/b.ts")]);
  expect(judged(changeOf("src/a.ts"), ["src"])).toEqual([of("scope-outside", "src/a.ts")]);
  expect(judged(changeOf("srcs/a.ts", "SRC/a.ts"), ["src/**"])).toHaveLength(2);
});

test("deny beats allow, even an allow that names the file", () => {
  const scope = { deny: ["src/api/**"] };
  expect(judged(changeOf("src/api/x.ts", "src/y.ts"), ["src/**", "src/api/x.ts"], scope)).toEqual([
    of("scope-denied", "src/api/x.ts"),
  ]);
});

test("an empty allow denies everything", () => {
  expect(judged(changeOf("a", "b"), [])).toEqual([of("scope-empty", ".")]);
  expect(judged(changeOf(), [])).toEqual([of("scope-empty", ".")]);
});

test("both ends of a rename, deletions and the working tree are judged", () => {
  const renamed = file("src/b.ts", { kind: "renamed", from: "lib/b.ts" });
  const deleted = file("lib/c.ts", { kind: "deleted", mode: "none" });
  const loose = file("lib/d.ts", { committed: false });
  expect(judged(changeOf(renamed, deleted, loose), ["src/**"])).toEqual([
    of("scope-outside", "lib/b.ts"),
    of("scope-outside", "lib/c.ts"),
    of("scope-outside", "lib/d.ts"),
  ]);
  expect(judged(changeOf(file("src/a"), file("src/a", { committed: false })), ["lib/**"])).toHaveLength(1);
});

test.for(["**", "*", "**/*", "*/**", "./**", "/**", "?*", "[a-z]*", "{**,src/**}", "**/**", "*.*", " ** "])(
  "the wildcard %j needs a reason and an end",
  (pattern) => {
    expect(judged(changeOf("a.b"), [pattern, "a.b"])).toEqual([of("scope-wildcard", ".")]);
    const reason = "a rename touches every file";
    const override = { reason, expires: "2026-06-15" };
    expect(judged(changeOf("a.b"), [pattern, "a.b"], { override })).toEqual([]);
  },
);

test.for(["src/**", "**/*.ts", "s*/**", "*.md", "src/*", "**/test/**", "!(x)"])("%j is no wildcard", (pattern) => {
  expect(judged(changeOf(), [pattern])).toEqual([]);
});

test.for([
  ["too short", "2027-01-01", "scope-wildcard"],
  ["a rename touches every file", "2026-06-14", "scope-override-expired"],
  ["a rename touches every file", "2026-06-15T11:59:59Z", "scope-override-expired"],
  ["a rename touches every file", "some day", "scope-wildcard"],
  ["a rename touches every file", "2026-02-30T00:00:99Z", "scope-wildcard"],
  [" ".repeat(30), "2027-01-01", "scope-wildcard"],
] as const)("an override because of %j until %j does not count", ([reason, expires, code]) => {
  expect(judged(changeOf(), ["**"], { override: { reason, expires } })).toEqual([of(code, ".")]);
});

test("the backlog and what defines the proof must be named letter for letter", () => {
  const paths = ["docket/tickets/BUG-k3f9q2-x.md", ".github/workflows/ci.yml", "web/vitest.config.ts"];
  const override = { reason: "a rename touches every file", expires: "2026-12-31" };
  const refused = [
    of("scope-backlog", "docket/tickets/BUG-k3f9q2-x.md"),
    of("scope-protected", ".github/workflows/ci.yml"),
    of("scope-protected", "web/vitest.config.ts"),
  ];
  expect(judged(changeOf(...paths), ["**"], { override })).toEqual(refused);
  expect(judged(changeOf(...paths), ["docket/**", ".github/workflows/*", "web/vitest.config.*"])).toEqual(refused);
  expect(judged(changeOf(...paths), paths)).toEqual([]);
  expect(judged(changeOf("Docket/docket.yaml", ".GitHub/workflows/x.yml"), ["Docket/**", ".GitHub/**"])).toEqual([
    of("scope-backlog", "Docket/docket.yaml"),
    of("scope-protected", ".GitHub/workflows/x.yml"),
  ]);
});

test("a pattern that is none is named and covers nothing", () => {
  const deny = ["", "../up", "a".repeat(501)];
  expect(judged(changeOf("src/a"), ["src/**"], { deny })).toEqual(Array(3).fill(of("scope-pattern-invalid", ".")));
});

test("links out of the repository and links to nothing are refused", () => {
  const link = (path: string, linkEnd: FileChange["linkEnd"]): FileChange =>
    file(path, { mode: "link", ...(linkEnd === undefined ? {} : { linkEnd }), linkTarget: "t" });
  const change = changeOf(link("src/in", "inside"), link("src/out", "outside"), link("src/none", "broken"));
  expect(judged(change, ["src/**"])).toEqual([of("link-outside", "src/out"), of("link-broken", "src/none")]);
});

test("scripts and test settings of package.json are protected, dependencies are not", () => {
  const manifests = [
    {
      path: "package.json",
      before: '{"scripts":{"test":"a","x":"b"}}',
      after: '{"dependencies":{"c":"1"},"scripts":{"x":"b","test":"a"}}',
    },
    {
      path: "web/package.json",
      before: '{"scripts":{"test":"a"}}',
      after: '{"scripts":{"test":"true"},"vitest":{"x":1}}',
    },
    { path: "new/package.json", before: undefined, after: '{"scripts":{"test":"a"}}' },
    { path: "bad/package.json", before: '{"scripts":{"test":"a"}}', after: "{" },
  ];
  const change = { ...changeOf(), manifests };
  expect(judged(change, ["src/**"])).toEqual([
    of("package-scripts-changed", "web/package.json"),
    of("package-scripts-changed", "web/package.json"),
    of("package-scripts-changed", "bad/package.json"),
  ]);
  expect(judged(change, ["web/package.json", "bad/package.json#scripts"])).toHaveLength(2);
  expect(judged(change, ["web/package.json#scripts", "web/package.json#vitest", "bad/package.json#scripts"])).toEqual(
    [],
  );
  expect(judgeScope(change, { allow: ["a"], deny: [] }, { ...RULES, protectPackageScripts: false })).toEqual([]);
});

test("a root package.json that appears or goes is judged too", () => {
  const manifest = (before: string | undefined, after: string | undefined): Change => ({
    ...changeOf(),
    manifests: [{ path: "package.json", before, after }],
  });
  expect(judged(manifest(undefined, '{"scripts":{"test":"true"}}'), ["a"])).toHaveLength(1);
  expect(judged(manifest('{"scripts":{"test":"true"}}', undefined), ["a"])).toHaveLength(1);
  expect(judged(manifest(undefined, '{"scripts":{}}'), ["a"])).toEqual([]);
});

test("hundreds of findings are cut, and that is said", () => {
  const many = Array.from({ length: 300 }, (_, at) => `lib/${at}`);
  const codes = judged(changeOf(...many), ["src/**"]);
  expect(codes).toHaveLength(201);
  expect(codes.at(-1)).toBe(of("findings-cut", "."));
});

test("a scope can be judged before there is a change", () => {
  expect(judgeScopeItself({ allow: ["src/**"], deny: [] }, NOW)).toEqual([]);
  expect(judgeScopeItself({ allow: [], deny: [" "] }, NOW).map(({ code }) => code)).toEqual([
    "scope-pattern-invalid",
    "scope-empty",
  ]);
});
