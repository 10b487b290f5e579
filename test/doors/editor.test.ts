import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { makeRepo, type Repo } from "../rigs/repo.ts";
import { type DocketAnswer, docketJson, runDocket } from "../rigs/run-docket.ts";

interface Scene {
  readonly id: string;
  readonly path: string;
  /** Runs `docket edit` with a shell script in the place of the editor; `$1` is the file. */
  edit(script: string, ...args: readonly string[]): Promise<DocketAnswer>;
}

async function scene(repo: Repo): Promise<Scene> {
  await runDocket({ cwd: repo.path, args: ["init"] });
  const made = (await docketJson(repo.path, "new", "Sign in")) as { ticket: { id: string; path: string } };
  const { id, path } = made.ticket;
  return {
    id,
    path: `${repo.path}/docket/${path}`,
    async edit(script, ...args) {
      const editor = repo.temp.at("my editor.sh");
      writeFileSync(editor, script);
      const env = { EDITOR: `sh '${editor}'`, VISUAL: "" };
      return runDocket({ cwd: repo.path, args: ["edit", id, ...args], env });
    },
  };
}

const keptIn = (answer: DocketAnswer): string => /kept in (\S+?)(;|$)/m.exec(answer.stderr)?.[1] ?? "no path";

test("the editor of the person changes the ticket", async () => {
  using repo = makeRepo();
  const { id, path, edit } = await scene(repo);
  const before = readFileSync(path, "utf8");
  expect(await edit("exit 0")).toMatchObject({ code: 0, stdout: `nothing to change: ${id} is like that already\n` });
  expect(readFileSync(path, "utf8")).toBe(before);
  const dry = await edit('sed -i "s/^title: .*/title: Other/" "$1"', "--dry-run");
  expect(dry).toMatchObject({ code: 0, stdout: `would have changed ${id}: Other\n` });
  expect(readFileSync(path, "utf8")).toBe(before);
  const done = await edit('sed -i "s/^title: .*/title: Sign in twice/" "$1"');
  expect(done).toMatchObject({ code: 0, stdout: `changed ${id}: Sign in twice\n` });
  expect(readFileSync(path, "utf8")).toContain("title: Sign in twice");
});

test("a text that is not taken is kept, and the way back is said", async () => {
  using repo = makeRepo();
  const { id, path, edit } = await scene(repo);
  const before = readFileSync(path, "utf8");
  const broken = await edit('sed -i "s/^status: .*/status: done/; s/^title: .*/title: Long thoughts/" "$1"');
  expect(broken).toMatchObject({ code: 1, stdout: "" });
  expect(broken.stderr).toContain("the edited text was not taken: the status changes with docket move");
  expect(readFileSync(path, "utf8")).toBe(before);
  const kept = readFileSync(keptIn(broken), "utf8");
  expect(kept).toContain("title: Long thoughts");
  const stdin = kept.replace("status: done", "status: new");
  expect(await runDocket({ cwd: repo.path, args: ["edit", id, "--text", "-"], stdin })).toMatchObject({ code: 0 });
  expect(readFileSync(path, "utf8")).toContain("title: Long thoughts");
});

test("a ticket that changed under the editor is not overwritten, and the text is kept", async () => {
  using repo = makeRepo();
  const { path, edit } = await scene(repo);
  const answer = await edit(`echo "- from elsewhere" >> '${path}'; sed -i "s/^title: .*/title: Mine/" "$1"`);
  expect(answer.code).toBe(3);
  expect(readFileSync(path, "utf8")).toContain("from elsewhere");
  expect(readFileSync(keptIn(answer), "utf8")).toContain("title: Mine");
});

test("an editor that fails leaves what was saved", async () => {
  using repo = makeRepo();
  const { id, edit } = await scene(repo);
  const crashed = await edit('sed -i "s/^title: .*/title: Half/" "$1"; kill -9 $$');
  expect(crashed).toMatchObject({ code: 1, stdout: "" });
  expect(readFileSync(keptIn(crashed), "utf8")).toContain("title: Half");
  expect((await edit("exit 1")).stderr).not.toContain("kept in");
  const json = await edit("exit 1", "--json");
  expect(JSON.parse(json.stdout)).toMatchObject({ error: { code: "editor-failed" } });
  const none = await runDocket({ cwd: repo.path, args: ["edit", id, "--json"], env: { EDITOR: "", VISUAL: "" } });
  expect(JSON.parse(none.stdout)).toMatchObject({ error: { code: "editor-missing" } });
});
