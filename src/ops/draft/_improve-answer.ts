import { isRecord, readLine, readList } from "../../model/answer-shape.ts";
import { ADDED_SECTIONS, type AddedSection, type LeftPart } from "../../plan/draft/suggestion.ts";
import { err, ok, type Result } from "../../std/result.ts";

interface Points {
  readonly points: number;
  readonly reason: string;
}

/** What a model says about a draft: in form, and not yet judged. */
export interface DraftAnswer {
  readonly files?: readonly { readonly path: string; readonly action: string; readonly reason: string }[];
  readonly criteria?: readonly string[];
  readonly impact?: Points;
  readonly effort?: Points;
  readonly added: Readonly<Partial<Record<AddedSection, readonly string[]>>>;
  /** What was wrong in itself. */
  readonly left: readonly LeftPart[];
}

export const ANSWER_FORM = {
  files: [{ path: "src/a.ts", action: "modify", reason: "what changes there" }],
  criteria: ["Given …, when …, then …"],
  impact: { points: 5, reason: "why" },
  effort: { points: 3, reason: "why" },
  description: ["a sentence"],
  tests: ["unit: what a test shows"],
  security: ["a sentence"],
  notes: ["a sentence"],
};

const MAX_LINES = 10;
const MAX_LINE = 300;
const MAX_CRITERION = 500;
const MAX_REASON = 200;

/** Reads the answer (I13): what has not the form is left with the reason, and the rest is read on. Unknown keys mean nothing. */
export function readDraftAnswer(value: unknown): Result<DraftAnswer, string> {
  if (!isRecord(value)) return err("it is no object");
  const left: LeftPart[] = [];
  const read = reading(value, left);
  const added = Object.fromEntries(
    ADDED_SECTIONS.flatMap((part) => {
      const lines = read.lines(KEY_OF[part], part, MAX_LINE);
      return lines === undefined ? [] : [[part, lines] as const];
    }),
  );
  const files = read.files();
  const criteria = read.lines("criteria", "Acceptance Criteria", MAX_CRITERION);
  const impact = read.points("impact", "Impact");
  const effort = read.points("effort", "Effort");
  const answer = {
    ...(files === undefined ? {} : { files }),
    ...(criteria === undefined ? {} : { criteria }),
    ...(impact === undefined ? {} : { impact }),
    ...(effort === undefined ? {} : { effort }),
    ...{ added, left },
  };
  const isEmpty = Object.keys(answer).length === 2 && Object.keys(added).length === 0 && left.length === 0;
  return isEmpty ? err("it holds none of the parts that were asked for") : ok(answer);
}

const KEY_OF: Readonly<Record<AddedSection, string>> = {
  Description: "description",
  "Test Strategy": "tests",
  "Security Notes": "security",
  "Implementation Notes": "notes",
};

function reading(value: Readonly<Record<string, unknown>>, left: LeftPart[]) {
  const line = (given: unknown, part: string, max: number): string | undefined => {
    const one = readLine(given, max);
    const wrong = "wrong" in one ? one.wrong : markWrong(one.line);
    if (wrong !== undefined) left.push({ part, why: wrong });
    return wrong === undefined && "line" in one ? one.line : undefined;
  };
  /** A list with a line that cannot be taken is left as a whole: what remains might mean something else. */
  const lines = (key: string, part: string, max: number): readonly string[] | undefined => {
    const given = readList(value[key], MAX_LINES);
    const good = given.flatMap((one) => line(one, part, max) ?? []);
    return good.length === given.length && good.length > 0 ? good : undefined;
  };
  const points = (key: string, part: string): Points | undefined => {
    const given = value[key];
    if (!isRecord(given)) return undefined;
    const reason = line(given.reason, part, MAX_REASON);
    return typeof given.points === "number" && reason !== undefined ? { points: given.points, reason } : undefined;
  };
  const files = (): DraftAnswer["files"] => {
    const all = readList(value.files, MAX_LINES).flatMap((one) => {
      const { path, action, reason } = isRecord(one) ? one : { path: one, action: "modify", reason: "" };
      const said = [line(path, "Affected Files", MAX_LINE), line(reason, "Affected Files", MAX_REASON)];
      const [where, why] = said;
      return where === undefined || why === undefined ? [] : [{ path: where, action: String(action), reason: why }];
    });
    return all.length === 0 ? undefined : all;
  };
  return { lines, points, files };
}

/** A line stays a line of text: it is no heading, box or link to a check. */
function markWrong(line: string): string | undefined {
  if (/^(?:(?:#{1,6}|[-*+]|\d+[.)])(?:\s|$)|\[[ xX]\]|>|```|~~~|\||<!--|(?:[-=_*]\s*){3,}$)/.test(line))
    return "it begins with a mark of Markdown";
  return /\(\s*check\s*:/i.test(line) ? "it links a check" : undefined;
}
