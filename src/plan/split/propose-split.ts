import type { AffectedFile } from "../../ticket/affected-files.ts";
import type { CriterionText } from "../_criteria.ts";
import { patternsMeet, readPattern } from "../_patterns.ts";
import { MAX_SLICES } from "../limits.ts";
import { shareCriteria } from "./_share-criteria.ts";

/** What is known of a ticket that may be too large. */
export interface Whole {
  readonly effort: number | undefined;
  readonly impact: number | undefined;
  readonly tokens: number;
  readonly files: readonly AffectedFile[];
  readonly criteria: readonly CriterionText[];
}

export interface SplitLimits {
  readonly effort: number;
  readonly files: number;
  readonly tokens: number;
}

/** One part of it; parts are numbered from 0. */
export interface Slice {
  readonly criteria: readonly CriterionText[];
  readonly files: readonly AffectedFile[];
  /** Undefined where the whole has none, or where nothing of it is left for this one. */
  readonly effort: number | undefined;
  readonly impact: number | undefined;
  /** Slices that come before it, as they touch the same files. */
  readonly after: readonly number[];
}

export interface SplitProposal {
  /** Which limits are exceeded, in plain words; empty when none is. */
  readonly reasons: readonly string[];
  /** Empty where there is nothing to split, or where it cannot be done. */
  readonly slices: readonly Slice[];
  /** Why it cannot be done, or where a slice stays too large. */
  readonly remarks: readonly string[];
  /** A person should look at it before it is applied. */
  readonly forPerson: boolean;
}

/** From this effort on a person looks at the proposal. */
export const PERSON_EFFORT = 8;

/**
 * Proposes how to split what is too large. Each criterion goes to exactly one slice, and effort and impact are shared out to the last
 * point: 13 becomes 5, 4 and 4. Files go to slices folder by folder; criteria follow the files whose words they use. Slices wait for
 * each other only where they touch the same files.
 */
export function proposeSplit(whole: Whole, limits: SplitLimits): SplitProposal {
  const reasons = excesses(whole, limits);
  const forPerson = (whole.effort ?? 0) >= PERSON_EFFORT;
  const none = { reasons, slices: [], forPerson };
  if (reasons.length === 0) return { ...none, remarks: [] };
  const wanted = Math.max(
    2,
    Math.ceil((whole.effort ?? 0) / limits.effort),
    Math.ceil(whole.files.length / limits.files),
    Math.ceil(whole.tokens / limits.tokens),
  );
  const count = Math.min(wanted, whole.criteria.length, whole.effort ?? wanted, MAX_SLICES);
  if (count < 2) return { ...none, remarks: ["it has too few criteria or points to share out"] };
  const files = shareFiles(whole.files, count);
  const criteria = shareCriteria(whole.criteria, files);
  const efforts = sharePoints(whole.effort, count);
  const impacts = sharePoints(whole.impact, count);
  const slices = files.map(
    (own, at): Slice => ({
      files: own,
      criteria: criteria[at] ?? [],
      effort: efforts[at],
      impact: impacts[at],
      after: files.flatMap((before, other) => (other < at && touches(before, own) ? [other] : [])),
    }),
  );
  const large = wanted > count ? [`${wanted} slices would be needed; there is enough for ${count} only`] : [];
  return { reasons, slices, remarks: large, forPerson };
}

function excesses({ effort, files, tokens }: Whole, limits: SplitLimits): readonly string[] {
  return [
    ...(effort !== undefined && effort > limits.effort ? [`effort ${effort} of at most ${limits.effort}`] : []),
    ...(files.length > limits.files ? [`${files.length} of at most ${limits.files} files`] : []),
    ...(tokens > limits.tokens ? [`about ${tokens} of at most ${limits.tokens} tokens`] : []),
  ];
}

/** Shares points out so that none is lost, the first ones getting what does not divide. Where a share is 0 it is left out. */
function sharePoints(points: number | undefined, count: number): readonly (number | undefined)[] {
  if (points === undefined) return Array.from({ length: count }, () => undefined);
  const least = Math.floor(points / count);
  return Array.from({ length: count }, (_, at) => least + (at < points - least * count ? 1 : 0) || undefined);
}

/** Shares files out folder by folder. Where there are fewer than slices, they stay together and every slice has them all. */
function shareFiles(files: readonly AffectedFile[], count: number): readonly (readonly AffectedFile[])[] {
  if (files.length < count) return Array.from({ length: count }, () => files);
  const folders = Map.groupBy(files, ({ path }) => path.slice(0, Math.max(0, path.lastIndexOf("/"))));
  const inOrder = [...folders.values()].flat();
  const bounds = Array.from({ length: count + 1 }, (_, at) => Math.floor((at * files.length) / count));
  return bounds.slice(0, count).map((from, at) => inOrder.slice(from, bounds[at + 1]));
}

function touches(one: readonly AffectedFile[], other: readonly AffectedFile[]): boolean {
  return one.some(({ path }) => other.some((file) => path === file.path || meet(path, file.path)));
}

function meet(one: string, other: string): boolean {
  const [left, right] = [readPattern(one), readPattern(other)];
  return left !== undefined && right !== undefined && patternsMeet(left, right);
}
