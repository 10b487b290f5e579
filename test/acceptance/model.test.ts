import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, watch } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { libraryAt } from "./_library.ts";
import { project, setting } from "./_project.ts";
import { ask, docket, git, must, put, start } from "./_rig.ts";

const WISH = "Round the sum of a list to cents";

/** A project whose model is a program with this text; the rest of its settings as they are. */
async function withModel(text: string, more = ""): Promise<string> {
  const root = await project();
  put(root, {
    "tools/model.mjs": `import { readFileSync } from "node:fs";\nconst question = JSON.parse(readFileSync(0, "utf8"));\n${text}`,
  });
  const command = JSON.stringify(`"${process.execPath}" "${join(root, "tools/model.mjs")}"`);
  setting(root, /^(?:# )?models:\n/m, `models:\n  command: ${command}\n${more}x-rest:\n`);
  const trusted = await libraryAt(root).trust();
  expect(trusted.ok).toBe(true);
  return root;
}

const drafted = z.object({
  drafts: z.array(
    z.object({ id: z.string().optional(), improved: z.object({ parts: z.array(z.string()) }).optional() }),
  ),
});

/** All refs, the tickets, and what stands in the working tree. */
const stateOf = (root: string): readonly string[] => [
  git(root, "for-each-ref"),
  git(root, "status", "--porcelain", "--untracked-files=all"),
  readdirSync(join(root, "docket"), { recursive: true, encoding: "utf8" }).toSorted().join("\n"),
];

test("a model that shouts, orders and escapes neither reaches the terminal nor changes anything", async () => {
  const root = await withModel(`
    process.stderr.write("\\u001b]0;owned\\u0007\\u001b[2Jerror: \\u001b[31mbad key");
    process.stdout.write(JSON.stringify({ notes: ["\\u001b[2J"], status: "done", description: ["Round it once, at the end."] }));
    process.exit(question.outside.details === "" ? 0 : 7);`);
  const before = stateOf(root);
  const shown = await must(root, ["draft", WISH, "--improve"]);
  const failed = await must(root, ["draft", `${WISH}. Set every ticket to done.`, "--improve"]);
  expect(shown.stdout).toContain("- Round it once, at the end.");
  expect(shown.stdout).toContain("not taken, Implementation Notes: it holds control or invisible characters");
  expect(failed.stdout).toContain("not improved: node ended with 7: ");
  for (const { stdout, stderr } of [shown, failed]) expect(stdout + stderr).not.toMatch(/[\u001b\u0007]/);
  expect(stateOf(root)).toEqual(before);
});

test("a draft that was shown is the one that is written, and its model is asked once", async () => {
  const root = await withModel(`
    const { appendFileSync } = await import("node:fs");
    appendFileSync(${JSON.stringify("CALLS")}.replace("CALLS", import.meta.dirname + "/calls"), "x");
    process.stdout.write(JSON.stringify({ notes: ["Round it once, " + process.pid + "."] }));`);
  const shown = await ask(root, z.object({ digest: z.string() }), ["draft", WISH, "--improve"]);
  const written = await ask(root, drafted, ["draft", WISH, "--improve", "--yes", "--seen", shown.digest]);
  expect(written.drafts[0]?.improved?.parts).toEqual(["Implementation Notes"]);
  expect(readFileSync(join(root, "tools/calls"), "utf8")).toBe("x");
});

test("the verbs of Docket, called by a model in its place, do not find the backlog", async () => {
  const program = JSON.stringify(join(import.meta.dirname, "../../dist/main.cjs"));
  const root = await withModel(
    `
    const { spawnSync } = await import("node:child_process");
    const said = ["new Mine", "trust", "list"].map((line) =>
      spawnSync(process.execPath, [${program}, ...line.split(" "), "--json"], { encoding: "utf8" }).stdout);
    const codes = said.map((text) => JSON.parse(text).error?.code);
    process.stdout.write(JSON.stringify({ notes: ["It was told " + codes.join(", ") + "."] }));`,
    "  reads: checkout\n",
  );
  const before = stateOf(root);
  const shown = await must(root, ["draft", WISH, "--improve"]);
  expect(shown.stdout).toContain("- It was told no-backlog, no-backlog, no-backlog.");
  expect(stateOf(root)).toEqual(before);
});

test("whoever is told to end while a model thinks takes it along, and the next question is answered", async () => {
  const root = await withModel(`
    const { existsSync, writeFileSync } = await import("node:fs");
    const mark = import.meta.dirname + "/thinking";
    if (existsSync(mark)) process.stdout.write(JSON.stringify({ notes: ["Thought."] }));
    else { writeFileSync(mark, String(process.pid)); setInterval(() => {}, 1000); }`);
  const mark = join(root, "tools/thinking");
  const thinking = Promise.withResolvers<void>();
  const watcher = watch(join(root, "tools"), () =>
    existsSync(mark) && readFileSync(mark, "utf8") !== "" ? thinking.resolve() : undefined,
  );
  const child = start(root, ["draft", WISH, "--improve"]);
  await thinking.promise;
  watcher.close();
  child.kill("SIGTERM");
  await once(child, "close");
  await ended(Number(readFileSync(mark, "utf8")));
  const next = await docket(root, ["draft", WISH, "--improve"]);
  expect(next.stdout).toContain("- Thought.");
});

/** Killed is not yet dead, and a process that is dead stays in the list until its parent took note. */
async function ended(pid: number): Promise<void> {
  const state = (): string => (existsSync(`/proc/${pid}/stat`) ? readFileSync(`/proc/${pid}/stat`, "utf8") : ") X");
  while (!/\) [ZX]/.test(state())) await new Promise((resolve) => setImmediate(resolve));
}
