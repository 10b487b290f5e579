import { diff3 } from "./_diff3.ts";
import type { Pieces, SectionPiece } from "./_merge-pieces.ts";
import { END_MARK, FIRST_MARK, REMOVED_MARK, SECOND_MARK } from "./merge-marks.ts";

export interface MergedSections {
  /** By key, in order. */
  readonly sections: ReadonlyMap<string, SectionPiece>;
  /** Keys of sections in which two versions stand. */
  readonly twofold: readonly string[];
}

type Sections = Pick<Pieces, "sections">;

/** Merges the body section by section. Where both sides changed the same lines both versions stay, each behind a comment. */
export function mergeSections(base: Sections, first: Sections, second: Sections): MergedSections {
  const merged = new Map<string, SectionPiece>();
  const twofold: string[] = [];
  for (const key of order(first, second)) {
    const one = first.sections.get(key);
    const other = second.sections.get(key);
    const outcome = mergeSection(base.sections.get(key), one, other);
    if (outcome === undefined) continue;
    merged.set(key, outcome.section);
    if (outcome.twofold) twofold.push(key);
  }
  return { sections: merged, twofold };
}

/** The first side's order; a section that only the second has follows the one it follows there. */
function order(first: Sections, second: Sections): readonly string[] {
  const keys = [...first.sections.keys()];
  let before = -1;
  for (const key of second.sections.keys()) {
    const known = keys.indexOf(key);
    if (known === -1) keys.splice(before + 1, 0, key);
    before = known === -1 ? before + 1 : known;
  }
  return keys;
}

interface MergedSection {
  readonly section: SectionPiece;
  readonly twofold: boolean;
}

function mergeSection(
  base: SectionPiece | undefined,
  first: SectionPiece | undefined,
  second: SectionPiece | undefined,
): MergedSection | undefined {
  if (first !== undefined && second !== undefined) return mergeBodies(base, first, second);
  const left = first ?? second;
  if (left === undefined) return undefined;
  if (base === undefined) return { section: left, twofold: false };
  if (sameBody(base, left)) return undefined;
  return { section: { ...left, body: [REMOVED_MARK, ...left.body] }, twofold: true };
}

function mergeBodies(base: SectionPiece | undefined, first: SectionPiece, second: SectionPiece): MergedSection {
  const stretches = diff3({ base: base?.body ?? [], left: first.body, right: second.body });
  const body = stretches.flatMap((stretch) =>
    "lines" in stretch ? stretch.lines : [FIRST_MARK, ...stretch.left, SECOND_MARK, ...stretch.right, END_MARK],
  );
  const twofold = stretches.some((stretch) => !("lines" in stretch));
  return { section: { ...(first.body.length === 0 ? second : first), body }, twofold };
}

const sameBody = (one: SectionPiece, other: SectionPiece): boolean => one.body.join("\n") === other.body.join("\n");
