import type { Editor } from "../ports/editor.ts";
import type { Fault } from "../std/fault.ts";
import { err, ok } from "../std/result.ts";

export interface ScriptedEditor extends Editor {
  /** What was shown so far. */
  readonly shown: readonly { readonly name: string; readonly text: string }[];
}

/** A person at an editor who does what the script says: what it returns is saved, or fails. Without one they save what they were shown. */
export function scriptedEditor(script: (text: string) => string | Fault = (text) => text): ScriptedEditor {
  const shown: { readonly name: string; readonly text: string }[] = [];
  return {
    shown,
    edit: async (name, text) => {
      shown.push({ name, text });
      const saved = script(text);
      return typeof saved === "string" ? ok(saved) : err(saved);
    },
  };
}
