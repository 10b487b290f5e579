import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { terminalEditor } from "../../src/host/editor.ts";
import { editorFailed, editorMissing } from "../../src/ports/faults.ts";
import { scriptedEditor } from "../../src/twins/scripted-editor.ts";
import { startChild } from "./child.ts";
import { editorContract } from "./editor.ts";
import { tempFolder } from "./temp-folder.ts";

/** A shell script in the editor's place; copies are made in a folder of its own, `$dir` is another. */
function hostEditor(script: string) {
  const [copies, dir, before] = [tempFolder(), tempFolder(), process.env.TMPDIR];
  process.env.TMPDIR = copies;
  onTestFinished(() => {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  });
  writeFileSync(`${dir}/editor.sh`, `dir='${dir}'\n${script}`);
  return { editor: terminalEditor({ EDITOR: `sh '${dir}/editor.sh'` }), copies, dir };
}

editorContract("host", (act) => {
  if (act === "missing") return { editor: terminalEditor({ EDITOR: "", VISUAL: undefined }), shown: () => undefined };
  if (act === "fails") return { editor: hostEditor("exit 3").editor, shown: () => undefined };
  const look = 'cp "$1" "$dir/text"; basename "$1" > "$dir/name"';
  const { editor, dir } = hostEditor(act.saves === undefined ? look : `${look}; cat "$dir/new" > "$1"`);
  writeFileSync(`${dir}/new`, act.saves ?? "");
  const read = (file: string) => readFileSync(`${dir}/${file}`, "utf8");
  return { editor, shown: () => ({ name: read("name").replace(/\n$/, ""), text: read("text") }) };
});

editorContract("scripted", (act) => {
  const editor = scriptedEditor((text) => {
    if (act === "missing") return editorMissing({});
    if (act === "fails") return editorFailed({ command: "ed", reason: "it ended with 3", kept: undefined });
    return act.saves ?? text;
  });
  return { editor, shown: () => editor.shown[0] };
});

test("the copy is for the user's eyes only, and is gone afterwards", async () => {
  const { editor, copies, dir } = hostEditor('stat -c %a "$1" "$(dirname "$1")" > "$dir/modes"');
  expect(await editor.edit("a.md", "x")).toMatchObject({ ok: true });
  expect(readFileSync(`${dir}/modes`, "utf8")).toBe("600\n700\n");
  expect(readdirSync(copies)).toEqual([]);
});

test("a name stays inside the folder of the copy", async () => {
  const { editor, copies } = hostEditor("exit 0");
  expect(await editor.edit("../../outside.md", "x")).toEqual({ ok: true, value: "x" });
  expect(readdirSync(copies)).toEqual([]);
});

/** What was saved and cannot be taken, and what the fault says of it. */
const UNTAKEN: readonly (readonly [what: string, script: string, reason: string])[] = [
  ["text in another encoding", 'printf "gr\\374n" > "$1"', "not UTF-8"],
  ["more than is taken", 'truncate -s 65M "$1"', "larger than"],
  ["a folder in its place", 'rm "$1"; mkdir "$1"; echo x > "$1/saved"', "folder"],
  ["a text, and then failed", 'echo new > "$1"; exit 1', "ended with 1"],
  ["a text, and then was killed", 'echo new > "$1"; kill -9 $$', "ended with"],
];

test.each(UNTAKEN)("an editor that left %s: nothing of it is thrown away", async (_, script, reason) => {
  const { editor, copies } = hostEditor(script);
  const answer = await editor.edit("a.md", "before");
  expect(answer).toMatchObject({ ok: false, fault: { code: "editor-failed" } });
  const [folder = "none"] = readdirSync(copies);
  const kept = `${copies}/${folder}/a.md`;
  expect(answer.ok ? "" : answer.fault.message).toContain(reason);
  expect(answer.ok ? "" : answer.fault.hint).toContain(kept);
  expect(existsSync(kept) && statSync(kept)).toBeTruthy();
});

test.each(["exit 1", 'rm "$1"'])(
  "an editor that failed and left nothing new (%s) leaves no copy behind",
  async (script) => {
    const { editor, copies } = hostEditor(script);
    expect(await editor.edit("a.md", "x")).toMatchObject({ ok: false, fault: { code: "editor-failed" } });
    expect(readdirSync(copies)).toEqual([]);
  },
);

test("a machine without a place for the copy is a fault, not a bug", async () => {
  const { editor, copies } = hostEditor("exit 0");
  process.env.TMPDIR = `${copies}/nothing`;
  expect(await editor.edit("a.md", "x")).toMatchObject({ ok: false, fault: { code: "file-not-found" } });
});

test("VISUAL comes before EDITOR, and flags in it are flags", async () => {
  const { dir } = hostEditor('[ "$1" = --wait ] && echo new > "$2"');
  const editor = terminalEditor({ VISUAL: `sh '${dir}/editor.sh' --wait`, EDITOR: "false" });
  expect(await editor.edit("a.md", "x")).toEqual({ ok: true, value: "new\n" });
});

test("a Ctrl-C belongs to the editor while it is open, and to the program afterwards", async () => {
  const child = startChild("edit.ts");
  expect(JSON.parse(await child.line())).toEqual({ answer: { ok: true, value: "saved" }, listeners: 1 });
  expect(await child.ended).toBe(0);
});
