import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeRepo, type Repo } from "../../test/rigs/repo.ts";
import { nodeFiles } from "../host/files.ts";
import { systemGit } from "../host/git.ts";
import { nodeSql } from "../host/sql.ts";
import { testWorld } from "../twins/test-world.ts";
import { contextOp } from "./context.ts";

const world = { ...testWorld(), files: nodeFiles(), git: systemGit(), sql: nodeSql() };

function project(): Repo {
  const repo = makeRepo();
  repo.write(
    "src/session.ts",
    "export class Session {\n  close(): void {}\n}\nexport class Door {\n  close(): void {}\n}\n",
  );
  repo.write("src/app.ts", 'import { Session } from "./session.ts";\nnew Session().close();\n');
  return repo;
}

async function ask(cwd: string, what: "symbols" | "query", ...words: readonly string[]) {
  const call = { cwd, as: "mika", door: "person", dryRun: false } as const;
  return contextOp.run(world, call, { ask: what, words, limit: 20 });
}

test("a name is answered with its definitions and its uses", async () => {
  using repo = project();
  expect(await ask(repo.path, "symbols", "Session")).toEqual({
    ok: true,
    value: {
      name: "Session",
      definitions: [{ path: "src/session.ts", name: "Session", kind: "class", line: 1, exported: true }],
      references: [
        { path: "src/app.ts", line: 1 },
        { path: "src/app.ts", line: 2 },
      ],
      total: 2,
    },
  });
});

test("a name with its class means that one", async () => {
  using repo = project();
  for (const name of ["Door.close", "Door#close", "Door::close"])
    expect(await ask(repo.path, "symbols", name)).toMatchObject({
      value: { definitions: [{ container: "Door", line: 5 }] },
    });
});

test("a path is found from the folder of the caller and from the top", async () => {
  using repo = project();
  const answer = {
    path: "src/session.ts",
    kind: "source",
    lines: 6,
    importers: [{ path: "src/app.ts", line: 1, spec: "./session.ts" }],
  };
  expect(await ask(join(repo.path, "src"), "symbols", "session.ts")).toMatchObject({ value: answer });
  expect(await ask(join(repo.path, "src"), "symbols", "src/session.ts")).toMatchObject({ value: answer });
  expect(await ask(repo.path, "symbols", "./src/session.ts")).toMatchObject({ value: answer });
});

test("words find files", async () => {
  using repo = project();
  expect(await ask(repo.path, "query", "sessions")).toMatchObject({
    value: { files: [{ path: "src/session.ts", symbols: [{ name: "Session" }] }, { path: "src/app.ts" }], total: 2 },
  });
  expect(await ask(repo.path, "query", "zebra")).toMatchObject({ value: { files: [], total: 0 } });
});

test("an unknown name, and a place without code, are faults", async () => {
  using repo = project();
  expect(await ask(repo.path, "symbols", "Nope")).toMatchObject({ fault: { code: "code-name-unknown" } });
  expect(await ask(repo.path, "symbols", "Window.close")).toMatchObject({ fault: { code: "code-name-unknown" } });
  mkdirSync(repo.temp.at("empty"));
  expect(await ask(repo.temp.at("empty"), "symbols", "Session")).toMatchObject({ fault: { code: "no-code-here" } });
  using bare = makeRepo("bare");
  expect(await ask(bare.path, "query", "x")).toMatchObject({ fault: { code: "no-code-here" } });
});
