const COMMENT = /<!--[\s\S]*?(?:-->|$)/g;
const FENCE = /^ {0,3}(?:```|~~~)/;
const HEADING = /^ {0,3}#{1,6}(?:\s|$)/;
const TABLE_RULE = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;
/** A list mark, a checkbox or a criterion's number without words after it, and the words people leave for later. */
const PLACEHOLDER = /^\s*(?:[-*+]|\d+[.)])?\s*(?:\[[ xX]\])?\s*(?:AC-\d+:?)?\s*(?:TBD|TODO|\.\.\.|…)?\.?\s*$/;
const CRITERION = /^\s*[-*+] \[[ xX]\]\s+(.*)$/;

/** Tells whether a section says anything: hints in comments, bare headings, table heads and placeholders do not. */
export function isFilled(body: string): boolean {
  const lines = body.replace(COMMENT, "").split("\n");
  return lines.some((line, index) => !isScaffold(line) && !TABLE_RULE.test(lines[index + 1] ?? "x"));
}

/** Counts acceptance criteria: checkboxes with words after them, outside of code. */
export function countCriteria(body: string): number {
  let inFence = false;
  let count = 0;
  for (const line of body.replace(COMMENT, "").split("\n")) {
    if (FENCE.test(line)) inFence = !inFence;
    else if (!inFence && CRITERION.test(line) && !PLACEHOLDER.test(line)) count += 1;
  }
  return count;
}

/** Tells whether a fenced block holds at least one line that is a command and not a comment. */
export function holdsCommand(body: string): boolean {
  let inFence = false;
  for (const line of body.replace(COMMENT, "").split("\n")) {
    if (FENCE.test(line)) inFence = !inFence;
    else if (inFence && /^\s*[^\s#]/.test(line)) return true;
  }
  return false;
}

function isScaffold(line: string): boolean {
  return PLACEHOLDER.test(line) || HEADING.test(line) || FENCE.test(line) || TABLE_RULE.test(line);
}
