/** One failure as pytest describes it, under a line of underscores with its title. */
export interface Section {
  readonly title: string;
  /** The test's name after its file, with dots; empty for a file that was not collected. */
  readonly test: string;
  /** Only what is marked as the error. */
  readonly text: string;
}

const HEAD = /^_{3,} (.+?) _{3,}$/;
const GROUP = /^=+ .* =+$/;
const CAPTURED = /^-{3,} Captured .* -{3,}$/;

/** Reads the parts under ERRORS and FAILURES. */
export function sectionsOf(lines: readonly string[]): readonly Section[] {
  const found: { title: string; text: string[] }[] = [];
  let group = "";
  let inPrints = false;
  for (const line of lines) {
    const title = HEAD.exec(line)?.[1];
    if (GROUP.test(line)) group = line;
    if (title !== undefined && /ERRORS|FAILURES/.test(group)) found.push({ title, text: [] });
    inPrints = CAPTURED.test(line) || (inPrints && title === undefined && !GROUP.test(line));
    const error = /^E(?: {1,}(.*))?$/.exec(line);
    if (error !== null && !inPrints) found.at(-1)?.text.push(error[1] ?? "");
    else if (line.startsWith("[XPASS(strict)]")) found.at(-1)?.text.push(line);
  }
  return found.map(({ title, text }) => ({ title, test: testOf(title), text: text.join("\n") }));
}

function testOf(title: string): string {
  if (title.startsWith("ERROR collecting ")) return "";
  return title.replace(/^ERROR at (?:setup|teardown) of /, "").replace(/ (?:\([^()]*\)|\[[^\]]*\] \([^()]*\))$/, "");
}

/** Files that could not be imported, and why. */
export function collectingErrors(
  sections: readonly Section[],
): readonly { readonly file: string; readonly text: string }[] {
  return sections.flatMap(({ title, text }) => {
    const file = /^ERROR collecting (.+)$/.exec(title)?.[1];
    return file === undefined ? [] : [{ file, text }];
  });
}
