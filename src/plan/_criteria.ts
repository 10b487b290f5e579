export interface CriterionText {
  readonly id: string;
  /** Without box and number, on one line. */
  readonly text: string;
  /** As it stands in the section, further lines included. */
  readonly whole: string;
}

const ITEM = /^\s*[-*+] \[[ xX]\]\s+(?:(AC-\d+)\b[:.]?\s*)?(.*)$/;
const FENCE = /^ {0,3}(?:```|~~~)/;

/** The criteria of a section, each with the lines that belong to it; hints in comments and code blocks are none. */
export function readCriteria(section: string): readonly CriterionText[] {
  const found: { id: string; text: string; whole: string }[] = [];
  let inFence = false;
  let isOpen = false;
  for (const line of section.replace(/<!--[\s\S]*?(?:-->|$)/g, "").split("\n")) {
    if (FENCE.test(line)) inFence = !inFence;
    const item = inFence ? null : ITEM.exec(line);
    const last = found.at(-1);
    isOpen = item !== null ? (item[2] ?? "") !== "" : isOpen && !inFence && /^\s+\S/.test(line);
    if (!isOpen) continue;
    if (item !== null) found.push({ id: item[1] ?? `AC-${found.length + 1}`, text: item[2] ?? "", whole: line });
    else if (last !== undefined) {
      last.text += ` ${line.trim()}`;
      last.whole += `\n${line}`;
    }
  }
  return found;
}
