import { diff3 } from "./_diff3.ts";
import type { FieldPiece, Pieces } from "./_merge-pieces.ts";
import { isSame, type Loss, mergeValue, type Sides } from "./_merge-value.ts";
import { formatKey, formatValue } from "./_yaml-write.ts";
import type { FieldValue } from "./model.ts";

export interface MergedFields {
  readonly lines: readonly string[];
  readonly values: ReadonlyMap<string, FieldValue>;
  readonly losses: readonly Loss[];
}

type Fields = Pick<Pieces, "fields" | "afterFields">;

export interface FieldInput {
  readonly base: Fields;
  readonly first: Fields;
  readonly second: Fields;
  readonly sides: Sides;
}

/** Merges the frontmatter field by field, in the order of the first side; what only the second has comes after. */
export function mergeFields({ base, first, second, sides }: FieldInput): MergedFields {
  const lines: string[] = [];
  const values = new Map<string, FieldValue>();
  const losses: Loss[] = [];
  const orphans: string[] = [];
  for (const key of new Set([...first.fields.keys(), ...second.fields.keys()])) {
    const trio = { base: base.fields.get(key), first: first.fields.get(key), second: second.fields.get(key) };
    const merged = mergeField(trio, sides);
    losses.push(...merged.losses);
    if (merged.value === undefined) {
      orphans.push(...newComments(trio));
      continue;
    }
    values.set(key, merged.value);
    for (const line of [...merged.lead, ...merged.lines]) lines.push(line);
  }
  const after = mergeQuietly(base.afterFields, first.afterFields, second.afterFields);
  return { lines: [...lines, ...orphans, ...after], values, losses };
}

interface Trio {
  readonly base: FieldPiece | undefined;
  readonly first: FieldPiece | undefined;
  readonly second: FieldPiece | undefined;
}

interface MergedField {
  readonly value: FieldValue | undefined;
  readonly lead: readonly string[];
  readonly lines: readonly string[];
  readonly losses: readonly Loss[];
}

function mergeField({ base, first, second }: Trio, sides: Sides): MergedField {
  const name = first?.name ?? second?.name ?? "";
  const { value, losses } = mergeValue({ name, base: base?.value, first: first?.value, second: second?.value }, sides);
  const lines = value === undefined ? [] : writtenAs({ base, first, second }, name, value);
  const notes = [first, second].flatMap((piece) => [
    ...lostNotes(piece, base, lines),
    ...lostDigits(piece, { base, lines, value }),
  ]);
  return {
    value,
    lead: mergeQuietly(base?.lead ?? [], first?.lead ?? base?.lead ?? [], second?.lead ?? base?.lead ?? []),
    lines,
    losses: [
      ...losses,
      ...notes.map(
        (left): Loss => ({ field: name, took: value === undefined ? "(removed)" : "(the lines as they stand)", left }),
      ),
    ],
  };
}

/** The lines of a side that says what was merged; new lines only where neither does. */
function writtenAs({ base, first, second }: Trio, name: string, value: FieldValue): readonly string[] {
  const fits = [first, second].filter((piece) => piece !== undefined && isSame(piece.value, value));
  const own = fits.find((piece) => !sameLines(piece?.lines, base?.lines)) ?? fits[0];
  return own?.lines ?? [`${formatKey(name)}: ${formatValue(value)}`];
}

/** Comments beside a value that are new on a side and not in the lines taken. */
function lostNotes(
  piece: FieldPiece | undefined,
  base: FieldPiece | undefined,
  lines: readonly string[],
): readonly string[] {
  return (piece?.lines ?? [])
    .filter((line) => /\s#/.test(line) && !lines.includes(line) && !(base?.lines ?? []).includes(line))
    .map((line) => line.trim());
}

interface Taken {
  readonly base: FieldPiece | undefined;
  readonly lines: readonly string[];
  readonly value: FieldValue | undefined;
}

/** `1.1` and `1.10` are one number, yet two texts: a version that a side wrote is not dropped in silence. */
function lostDigits(piece: FieldPiece | undefined, { base, lines, value }: Taken): readonly string[] {
  if (typeof piece?.value !== "number" || (value !== undefined && !isSame(piece.value, value))) return [];
  const written = piece.lines.filter((line) => !/\s#/.test(line) && !lines.includes(line));
  return written.filter((line) => !(base?.lines ?? []).includes(line)).map((line) => line.trim());
}

function newComments({ base, first, second }: Trio): readonly string[] {
  const known = base?.lead ?? [];
  return [...(first?.lead ?? []), ...(second?.lead ?? [])].filter(
    (line) => line.trim() !== "" && !known.includes(line),
  );
}

/** Comments need no mark when both sides changed them: both stay. */
function mergeQuietly(base: readonly string[], left: readonly string[], right: readonly string[]): readonly string[] {
  return diff3({ base, left, right }).flatMap((stretch) =>
    "lines" in stretch ? stretch.lines : [...stretch.left, ...stretch.right],
  );
}

const sameLines = (a: readonly string[] | undefined, b: readonly string[] | undefined): boolean =>
  a?.join("\n") === b?.join("\n");
