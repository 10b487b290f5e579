import { expect, test } from "vitest";
import { makeRepo } from "../../test/rigs/repo.ts";
import { nodeFiles } from "../host/files.ts";
import { systemGit } from "../host/git.ts";
import { nodeSql } from "../host/sql.ts";
import { testWorld } from "../twins/test-world.ts";
import { draftOp } from "./draft.ts";
import { initOp } from "./init.ts";

const world = { ...testWorld(), files: nodeFiles(), git: systemGit(), sql: nodeSql() };

/** The files that a sentence is about in a project of these files. */
async function filesFor(files: Readonly<Record<string, string>>, wish: string): Promise<readonly string[]> {
  using repo = makeRepo();
  repo.write("package.json", '{"name":"shop","scripts":{"test":"node --test"}}\n');
  for (const [path, text] of Object.entries(files)) repo.write(path, text);
  const call = { cwd: repo.path, as: "mika", door: "person", dryRun: false } as const;
  expect(await initOp.run(world, call, { home: "tree", folder: "docket" })).toMatchObject({ ok: true });
  const answer = await draftOp.run(world, call, { wish });
  return answer.ok ? (answer.value.drafts[0]?.files ?? []).map(({ path }) => path) : [];
}

const define = (...names: readonly string[]): string =>
  names.map((name) => `export function ${name}(): void {}\n`).join("");

const MASKING = {
  "src/mask-secrets.ts": define("maskSecrets", "maskSecretsInEach", "secretsIn"),
  "src/mask-values.ts": define("maskValues", "namedSecrets"),
  "src/patch-text.ts": define("patchText", "secretsOfPatch"),
  "src/order.ts": define("runOrder"),
};

test("a file that has no other words than a better one does not come along", async () => {
  expect(await filesFor(MASKING, "Mask secrets in the log")).toEqual(["src/mask-secrets.ts"]);
});

test("a file that is named after another word of the sentence comes along", async () => {
  expect(await filesFor(MASKING, "Mask secrets of the patch")).toEqual(["src/mask-secrets.ts", "src/patch-text.ts"]);
});

test("two files of which nobody can say which is meant both come along", async () => {
  const twins = { "src/web/basket.ts": define("sumOfBasket"), "src/app/basket.ts": define("sumOfBasket") };
  expect(await filesFor(twins, "Round the sum of the basket")).toEqual(["src/app/basket.ts", "src/web/basket.ts"]);
});

const COMMAND = {
  "src/cli/render/history.ts": define("history"),
  "src/ops/history.ts": `import { commitsOf } from "../store/commits.ts";\n${define("historyOp")}`,
  "src/store/commits.ts": define("commitsOf", "historyOfCommits"),
  "src/store/history-index.ts": define("historyIndex", "openHistory", "commitsInHistory"),
};

test("behind a command lie the files that it imports, and what prints its answer is not the command", async () => {
  expect(await filesFor(COMMAND, "`shop history` forgets commits of other branches")).toEqual([
    "src/ops/history.ts",
    "src/store/commits.ts",
  ]);
});

const SCANNER = {
  "src/scan.ts": define("scan", "depth"),
  "src/matcher.ts":
    'import * as scanner from "./scan.ts";\nexport const scan = (text: string) => scanner.scan(text);\n',
  "src/glob.ts": 'import { scan } from "./matcher.ts";\nscan("a");\n',
};

test("of the files that define a name the one that is named after it is meant, unless the name goes", async () => {
  expect(await filesFor(SCANNER, "`scan` reports the wrong base of a negated brace")).toEqual(["src/scan.ts"]);
  expect((await filesFor(SCANNER, "Rename `scan` to `look`")).toSorted()).toEqual([
    "src/glob.ts",
    "src/matcher.ts",
    "src/scan.ts",
  ]);
});

const LISTS = {
  "src/list.ts": "export const list = {\n  comma(text: string): string[] {\n    return text.split(',');\n  },\n};\n",
  "src/tokens.ts": define("tokens", "quotedString"),
  "test/lists.test.ts": 'import { quotedString } from "../src/tokens.ts";\nquotedString();\nquotedString();\n',
  "test/all.test.ts": 'import "../src/tokens.ts";\n',
};

test("of a member that nobody defines by name the file of its owner is meant", async () => {
  expect(await filesFor(LISTS, "`list.commas` splits inside of quoted strings")).toContain("src/list.ts");
});

test("the test that says the name most often comes along before one that only imports the file", async () => {
  expect(await filesFor(LISTS, "`quotedString` drops the last quote")).toEqual(["src/tokens.ts", "test/lists.test.ts"]);
});
