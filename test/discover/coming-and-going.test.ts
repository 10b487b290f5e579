import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { lint } from "../../src/discover/lint.ts";
import type { Source } from "../../src/discover/source.ts";
import { types } from "../../src/discover/types.ts";
import type { Atom } from "../../src/evidence/atom.ts";
import { type Settled, settle } from "../../src/evidence/settle.ts";
import { parseInstant } from "../../src/ticket/instant.ts";
import { makeRepo, type Repo } from "../rigs/repo.ts";
import { install, lookAt, MACHINE, seen } from "./_tool-look.ts";

const NODE = join(import.meta.dirname, "../../node_modules/.bin");

/** Two of everything that can be had twice, in one function and over functions and files. */
const ONE = `export function one(a: any, b: any) {
  debugger;
  if (a == b) return missing(a, b);
  if (b == a) return missing(b, a);
  const unused: number = "text";
  return other;
}
`;
const TWO = `export function two(a: any) {
  debugger;
  const unused: number = "text";
  return missing(a, 1);
}
`;

test("what real tools say comes, stays through moving, formatting and renaming, goes when it is mended, and comes back", async () => {
  using repo = project();
  repo.write("src/one.ts", ONE);
  repo.write("src/two.ts", TWO);
  const first = await looked(repo, []);
  expect(first.added.length).toBe(15);

  const again = await looked(repo, first.atoms);
  expect(changesOf(again)).toEqual({ added: [], gone: [], returned: [], moved: [] });

  rmSync(join(repo.path, "src/two.ts"));
  repo.write("src/deep/renamed.ts", formatted(TWO));
  repo.write("src/one.ts", "// a line\n".repeat(100) + formatted(ONE));
  const moved = await looked(repo, again.atoms);
  expect(changesOf(moved)).toMatchObject({ added: [], gone: [], returned: [] });

  repo.write("src/one.ts", formatted(ONE).replace("debugger", "").replace("return other", "return a"));
  const mended = await looked(repo, moved.atoms);
  expect(changesOf(mended)).toMatchObject({ added: [], gone: ["TS2304", "suspicious/noDebugger"], returned: [] });

  repo.write("src/one.ts", formatted(ONE).replace("return other", "return a"));
  const back = await looked(repo, mended.atoms);
  expect(changesOf(back)).toMatchObject({ added: [], gone: [], returned: ["suspicious/noDebugger"] });
});

function project(): Repo {
  const repo = makeRepo();
  install(repo, "tsc", "biome");
  const compilerOptions = { strict: true, noEmit: true, target: "esnext", module: "nodenext", types: [] };
  repo.write("tsconfig.json", JSON.stringify({ compilerOptions, include: ["src"] }));
  repo.write("biome.json", '{ "linter": { "rules": { "preset": "recommended" } } }\n');
  return repo;
}

/** As a formatter with other wishes would have it: lists broken into lines, tabs, no semicolons, other quotes. */
function formatted(code: string): string {
  return code
    .replaceAll("(a: any, b: any)", "(\n  a: any,\n  b: any,\n)")
    .replaceAll(/missing\((\w), (\w)\)/g, "missing(\n      $1,\n      $2,\n    )")
    .replaceAll(/^ +/gm, "\t")
    .replaceAll(/;$/gm, "")
    .replaceAll('"', "'");
}

async function looked(repo: Repo, known: readonly Atom[]): Promise<Settled> {
  const now = parseInstant("2026-03-02T09:30:00Z");
  if (now === undefined) throw new Error("no time");
  const lookOf = async (source: Source) => ({
    source: source.name,
    ...(await seen(source, lookAt(repo, { path: `${NODE}:${MACHINE}` }))),
  });
  const looks = await Promise.all([types, lint].map(lookOf));
  expect(looks.map(({ isWhole }) => isWhole)).toEqual([true, true]);
  return settle({ known, looks, now, run: "run" });
}

function changesOf({ added, gone, returned, moved }: Settled) {
  const rules = (atoms: readonly Atom[]): readonly string[] => atoms.map(({ identity }) => identity.rule).sort();
  return { added: rules(added), gone: rules(gone), returned: rules(returned), moved: rules(moved) };
}
