import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { blameOf } from "../../src/discover/blame.ts";
import { todo } from "../../src/discover/todo.ts";
import { systemGit } from "../../src/host/git.ts";
import { makeRepo } from "../rigs/repo.ts";
import { atomsOf, lookAt, seenBy } from "./_looking.ts";

test("a ticket for a mark has a title that says something by itself", async () => {
  using repo = makeRepo();
  const marks = [
    "implement",
    "bindExpression is recursive here",
    "don't do this twice for each call",
    "exp(sparse) is dense, too",
  ];
  repo.write("a.ts", `${marks.map((text) => `// TODO: ${text}\nf();\n`).join("\n")}// FIXME\nconst n = 2;\n`);
  repo.write("b.ts", "// TODO: implement\n");
  const atoms = atomsOf(await seenBy(todo, lookAt(repo.path)));
  const groups = [...Map.groupBy(atoms, todo.group).values()];
  expect(groups.map((group) => todo.advise(group).title)).toEqual([
    "Implement (TODO in 2 files)",
    "bindExpression is recursive here",
    "Don't do this twice for each call",
    "exp(sparse) is dense, too",
    `Settle the ${"FIXME"} beside const n = 2; in a.ts`,
  ]);
});

test("code in the letters of Western Europe is read as such, and what is damaged stays what it is", async () => {
  using repo = makeRepo();
  writeFileSync(
    join(repo.path, "old.py"),
    Buffer.from("# TODO: Größe prüfen – bald\n".replace("–", "\u0096"), "latin1"),
  );
  const damaged = Buffer.concat([Buffer.from("# TODO: Größe "), Buffer.from([0xe4]), Buffer.from(" prüfen\n")]);
  writeFileSync(join(repo.path, "torn.py"), damaged);
  const { sightings } = await seenBy(todo, lookAt(repo.path));
  expect(sightings.map(({ message }) => message)).toEqual(["TODO: Größe prüfen – bald", "TODO: Größe \ufffd prüfen"]);
});

test("blame tells who wrote lines and when, in one call, and nothing for one in no commit", async () => {
  using repo = makeRepo();
  repo.git("config", "user.name", "Mika");
  repo.write("two.sh", "# TODO: one\n\n# TODO: two\n# TODO: three\n");
  repo.git("add", "--all");
  repo.git("commit", "--quiet", "--message", "one");
  repo.git("config", "user.name", "Noa");
  repo.write("two.sh", "# TODO: one\n\n# TODO: two\n# author Kim\n# TODO: more\n");
  repo.git("commit", "--quiet", "--all", "--message", "two");
  repo.write("two.sh", "# TODO: one\n\n# TODO: two\n# author Kim\n# TODO: more\n# TODO: not committed\n");
  const asked = { root: repo.path, path: "two.sh", lines: [5, 1, 3, 4, 6, 1] };
  const written = await blameOf(systemGit(), asked);
  expect([...written].map(([line, { author }]) => [line, author]).sort()).toEqual([
    [1, "Mika"],
    [3, "Mika"],
    [4, "Noa"],
    [5, "Noa"],
  ]);
  for (const { since } of written.values()) expect(since).toMatch(/^\d{4}-\d\d-\d\d$/);
  expect(await blameOf(systemGit(), { ...asked, lines: [99] })).toEqual(new Map());
  repo.write("new.sh", "# TODO: new\n");
  expect(await blameOf(systemGit(), { ...asked, path: "new.sh", lines: [1] })).toEqual(new Map());
});
