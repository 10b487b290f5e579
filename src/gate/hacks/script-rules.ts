import type { Finding } from "../../std/finding.ts";
import type { FileChange } from "../change.ts";
import { globMatcher, type Matcher } from "../globs.ts";
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

/** Settings of compilers and linters by the name of their file; a rule of theirs that is switched off is seen by a person. */
const LOOSENED: readonly { readonly covers: Matcher; readonly pattern: RegExp }[] = [
  {
    covers: globMatcher(["**/{ts,js}config*.json"]),
    pattern:
      /"(?:strict\w*|no[A-Z]\w+|exactOptional\w+|useUnknown\w+)"\s*:\s*false|"skip(?:Default)?LibCheck"\s*:\s*true/,
  },
  {
    covers: globMatcher(["**/{.,}eslint*", "**/{.,}oxlint*", "**/biome.json*", "**/.stylelintrc*"]),
    pattern: /["']off["']|:\s*\[?\s*0\s*[,\]}]|["']?recommended["']?\s*:\s*false|\bignores?["']?\s*:/,
  },
  {
    covers: globMatcher(["**/{pyproject.toml,setup.cfg,mypy.ini,ruff.toml,.ruff.toml,.flake8,.pylintrc,tox.ini}"]),
    pattern:
      /^\s*(?:extend-)?(?:ignore|disable|per-file-ignores|ignore_errors|ignore_missing_imports|omit|deselect)\s*=|--(?:ignore|deselect)\b/,
  },
  {
    covers: globMatcher(["**/{Cargo,clippy}.toml", "**/.golangci.*"]),
    pattern: /=\s*["']allow["']|level\s*=\s*["']allow["']|^\s*disable(?:-all)?\s*:/,
  },
];

/** Finds added lines by which a compiler or linter asks for less. */
export function findLooserTools(file: FileChange): readonly Finding[] {
  const patterns = LOOSENED.filter(({ covers }) => covers(file.path)).map(({ pattern }) => pattern);
  return file.addedLines.flatMap(({ number, text }) => {
    const found = patterns.flatMap((pattern) => pattern.exec(text)?.[0].trim() ?? [])[0];
    if (found === undefined) return [];
    const message = `${JSON.stringify(found.slice(0, MAX_QUOTE_CHARS))} was added: a tool that judges changes asks for less`;
    return [
      finding("check-loosened", file.path, { line: number, message, hint: "change the code, not what is asked of it" }),
    ];
  });
}

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
