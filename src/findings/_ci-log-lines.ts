/** An error as one line of a log tells it. */
export interface LineError {
  /** The code that a tool gives it, `failed` of a test, `fatal`, `exit` of an echo of an error further up, else `error`. */
  readonly rule: string;
  readonly message: string;
  readonly file?: string;
  readonly fileLine?: number;
}

/** Lines without any of these words are no error and no mark; asked of every line, so it is one quick question. */
export const WORTH_A_LOOK =
  /error|ERR!|exception|fatal|panic|critical|fail|not ok|##\[|##vso|::error|section_(?:start|end)|traceback|::(?:end)?group|-->/i;

type Read = (match: RegExpExecArray) => LineError | undefined;

const FILE = String.raw`((?:[A-Za-z]:)?[^\s:()'"<>|*?]{1,300}\.\w{1,8})`;

/** In order: the first that fits reads the line. */
const RULES: readonly (readonly [RegExp, Read])[] = [
  [/^##\[error\](.*)$/, ([, text = ""]) => lineError(text.trim()) ?? plainError(text)],
  [/^::error(?: ([^:]*(?::(?!:)[^:]*)*))?::(.*)$/, ([, fields = "", text = ""]) => withFields(fields, ",", text)],
  [
    /^##vso\[task\.logissue ([^\]]*)\](.*)$/,
    ([, fields = "", text = ""]) => (/\btype=error\b/.test(fields) ? withFields(fields, ";", text) : undefined),
  ],
  [
    new RegExp(`^${FILE}\\((\\d{1,7}),\\d+\\): (?:fatal )?error ([A-Z]+\\d+): (.+)$`),
    ([, file = "", line, rule = "", message = ""]) => at(file, line, { rule, message }),
  ],
  [
    new RegExp(`^${FILE}:(\\d{1,7}):\\d+ - error (TS\\d+): (.+)$`),
    ([, file = "", line, rule = "", message = ""]) => at(file, line, { rule, message }),
  ],
  [
    new RegExp(`^${FILE}:(\\d{1,7})(?::\\d+)?: (?:fatal )?error(?: ([A-Z]+\\d+))?: (.+)$`),
    ([, file = "", line, rule = "error", message = ""]) => at(file, line, { rule, message }),
  ],
  [/^error\[(E\d{4})\]: (.+)$/, ([, rule = "", message = ""]) => ({ rule, message })],
  [
    /^FAILED ([^\s:]{1,300})::(\S.*?)(?: - (.*))?$/,
    ([, file = "", name = "", why = ""]) => ({ rule: "failed", message: why === "" ? name : `${name}: ${why}`, file }),
  ],
  [/^--- FAIL: (\S+)/, ([, name = ""]) => ({ rule: "failed", message: name })],
  [/^not ok \d+ - (?!.*# (?:TODO|SKIP))(.+)$/i, ([, name = ""]) => ({ rule: "failed", message: name })],
  [/^npm (?:ERR!|error)\s*(.*)$/, ([, text = ""]) => plainError(text)],
  [
    /^(?:Uncaught |Unhandled |Exception in thread "[^"]{0,100}" )?((?:[\w$]{1,100}\.){0,10}[A-Z][\w$]{0,100}(?:Error|Exception))(?: \[[A-Z_]{1,60}\])?: (.+)$/,
    ([, rule = "", message = ""]) => ({ rule: rule.split(".").at(-1) ?? rule, message }),
  ],
  [
    /^(?:\[[^\]]{1,40}\] ?){0,3}\[?(?:fatal|FATAL|Fatal|panic|PANIC|CRITICAL)\]?(?: error)?:? (?!0\b)(.+)$/,
    ([whole, message = ""]) =>
      /^\W*(?:fatal|panic|Fatal)\b(?!\]?(?: error)?:)/.test(whole) ? undefined : { rule: "fatal", message },
  ],
  [/^(?:\[[^\]]{1,40}\] ?){0,3}(?:ERROR|\[ERROR\])(?: in)?(?::| -|\]|)\s+(.+)$/, ([, text = ""]) => plainError(text)],
  [/^(?:\[[^\]]{1,40}\] ?){0,3}(?:\[error\]|[Ee]rror:)\s*(.+)$/, ([, text = ""]) => plainError(text)],
  [/^error (?=[A-Z])(.+)$/, ([, text = ""]) => plainError(text)],
  [/^(?:make|gmake|ninja)(?:\[\d+\])?: (\*\*\* .*)$/, ([, message = ""]) => ({ rule: "exit", message })],
];

/** What one line says, without time stamps and colours; undefined where it is no error. */
export function lineError(line: string): LineError | undefined {
  for (const [shape, read] of RULES) {
    const match = shape.exec(line);
    if (match === null) continue;
    const error = read(match);
    return error === undefined || isNothing(error.message) ? undefined : error;
  }
  return undefined;
}

const isNothing = (message: string): boolean =>
  /^\W*$/.test(message) || /^(?:0 errors?|none|null|undefined|no errors?)\b[^:]{0,20}$/i.test(message);

/** What only repeats that something failed further up. */
const ECHO =
  /^(?:Process completed with exit code \d|Job failed|The (?:process|operation) .{0,200}(?:failed with exit code|was canceled)|Command failed(?: with exit code|: )|code ELIFECYCLE|Lifecycle script |A complete log of this run|command failed$|path |command sh -c|errno \d|Exit status \d|exit(?:ed with)? code \d|cleaning up|failed to build\b)/i;

function plainError(text: string): LineError | undefined {
  const message = text.trim();
  if (message === "") return undefined;
  const inner = /^(?:error|fatal): /i.test(message) || /Error: /.test(message) ? undefined : lineErrorAt(message);
  return inner ?? { rule: ECHO.test(message) ? "exit" : "error", message };
}

/** `ERROR in src/a.ts:3:7` and its like. */
function lineErrorAt(message: string): LineError | undefined {
  const place = new RegExp(`^(?:in )?(?:\\./)?${FILE}:(\\d{1,7})(?::\\d+)?:?\\s+(.+)$`).exec(message);
  return place === null ? undefined : at(place[1] ?? "", place[2], { rule: "error", message: place[3] ?? "" });
}

function at(file: string, line: string | undefined, { rule, message }: Pick<LineError, "rule" | "message">): LineError {
  const fileLine = Number(line ?? Number.NaN);
  return { rule, message, file: file.replace(/^\.\//, ""), ...(fileLine > 0 ? { fileLine } : {}) };
}

/** The annotations of CI servers: `file=a.js,line=1` and `sourcepath=a.js;linenumber=1`. */
function withFields(fields: string, separator: string, text: string): LineError | undefined {
  const known = new Map(
    fields.split(separator).map((field) => [field.split("=")[0]?.trim(), field.split("=").slice(1).join("=")]),
  );
  const file = known.get("file") ?? known.get("sourcepath") ?? "";
  const line = known.get("line") ?? known.get("linenumber");
  const message = unescaped(text).trim();
  const inner = lineError(message);
  if (inner?.file !== undefined || file === "") return inner ?? plainError(message);
  return at(file, line, { rule: known.get("code") ?? inner?.rule ?? "error", message: inner?.message ?? message });
}

/** Commands of GitHub Actions write line ends and percent signs so. */
const unescaped = (text: string): string => text.replaceAll(/%0D|%0A/gi, " ").replaceAll("%25", "%");
