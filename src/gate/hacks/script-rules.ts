import type { Finding } from "../../std/finding.ts";
import type { FileChange } from "../change.ts";
import { MAX_QUOTE_CHARS } from "../limits.ts";
import { finding, type GateCode } from "../rules.ts";
import { isScript } from "./kinds-of-files.ts";
import { WAYS_OUT } from "./ways-out.ts";

const SCRIPT_RULES: readonly { readonly code: GateCode; readonly pattern: RegExp }[] = [
  {
    code: "hooks-bypassed",
    pattern:
      /--no-verify\b|\bgit\s+commit\s+(?:\S+\s+)*-[a-z]*n[a-z]*\b|\bHUSKY(?:_SKIP_HOOKS)?=["']?[01]\b|\bcore\.hooksPath\s*[= ]\s*["']?\/dev\/null/,
  },
  {
    code: "check-silenced",
    pattern:
      /\|\|\s*(?:true|:|exit 0)(?=\s|$|["';)])|--passWithNoTests\b|\bcontinue-on-error:\s*true\b|\ballow_failure:\s*true\b/,
  },
];

/** Finds ways around checks in added lines of shell scripts, build files and pipelines. */
export function findScriptTricks(file: FileChange): readonly Finding[] {
  if (!isScript(file.path) && !hasShebang(file)) return [];
  return file.addedLines
    .filter(({ text }) => !/^\s*#(?!!)/.test(text))
    .flatMap(({ number, text }) =>
      SCRIPT_RULES.flatMap(({ code, pattern }) => {
        const found = pattern.exec(text)?.[0];
        if (found === undefined) return [];
        const { why = "", hint } = WAYS_OUT[code] ?? {};
        const message = `${JSON.stringify(found.slice(0, MAX_QUOTE_CHARS))} was added: ${why}`;
        return [finding(code, file.path, { line: number, message, hint })];
      }),
    );
}

const hasShebang = ({ addedLines }: FileChange): boolean =>
  addedLines[0]?.number === 1 && /^#!.*\b(?:ba|z|da|k|fi)?sh\b/.test(addedLines[0].text);
