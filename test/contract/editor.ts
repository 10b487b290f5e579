import { describe, expect, test } from "vitest";
import type { Editor } from "../../src/ports/editor.ts";

export interface EditorSubject {
  readonly editor: Editor;
  /** What the person saw. */
  shown(): { readonly name: string; readonly text: string } | undefined;
}

/** Makes an editor in which a person saves this text (undefined: closes it as it is), or which ends badly, or is not there. */
export type MakeEditor = (act: { readonly saves: string | undefined } | "fails" | "missing") => EditorSubject;

const TEXTS = [
  "",
  "one\n",
  "no end of line",
  "\uFEFFwith a mark\n",
  "crlf\r\nline\r\n",
  "ünïcödé 🎟 日本",
  "---\na: 'b'\n---\n$(x) `y`",
];

/** What every Editor keeps to. */
export function editorContract(name: string, make: MakeEditor): void {
  describe(`editor: ${name}`, () => {
    test("shows the text under its name and gives what was saved, to the byte", async () => {
      for (const text of TEXTS) {
        const { editor, shown } = make({ saves: text });
        expect(await editor.edit("TASK-1 it's.md", "before\r\n")).toEqual({ ok: true, value: text });
        expect(shown()).toEqual({ name: "TASK-1 it's.md", text: "before\r\n" });
      }
    });

    test("a person who changes nothing gives back what they were shown", async () => {
      for (const text of TEXTS) {
        const { editor } = make({ saves: undefined });
        expect(await editor.edit("a.md", text)).toEqual({ ok: true, value: text });
      }
    });

    test("an editor that ends badly is editor-failed, one that is not set editor-missing", async () => {
      expect(await make("fails").editor.edit("a.md", "x")).toMatchObject({
        ok: false,
        fault: { code: "editor-failed" },
      });
      expect(await make("missing").editor.edit("a.md", "x")).toMatchObject({
        ok: false,
        fault: { code: "editor-missing" },
      });
    });
  });
}
