import { hash } from "node:crypto";
import { compareTexts } from "./_compare.ts";
import { alikeGroups } from "./likeness/alike-groups.ts";
import { closeFrom } from "./likeness/rules.ts";
import { CLUSTER } from "./likeness/thresholds.ts";
import { wordsOf } from "./likeness/words.ts";
import { MAX_CLUSTER_ANCHORS, MAX_COMPARED_TITLES } from "./limits.ts";

/** A pull request or an issue. */
export interface Listed {
  readonly number: number;
  readonly title: string;
  readonly text: string;
  readonly anchors: readonly string[];
}

/** Some of them that are about the same part of the project. */
export interface Cluster {
  /** Made from the numbers: the same members, the same id. */
  readonly id: string;
  readonly size: number;
  /** The size, and a little for each path that is named. */
  readonly score: number;
  readonly numbers: readonly number[];
  /** The title that has most in common with the others. */
  readonly title: string;
  /** Paths that most of them name come first. */
  readonly anchors: readonly string[];
}

/** Puts a list into clusters, the ones that weigh most first. The order of the list makes no difference. */
export function clusterList(list: readonly Listed[], threshold: number = CLUSTER.overall): readonly Cluster[] {
  const ordered = list.toSorted((a, b) => a.number - b.number || compareTexts(a.title, b.title));
  const things = ordered.map((one) => ({ ...one, evidence: [] }));
  return alikeGroups({ things, rule: closeFrom(threshold) })
    .map((group) => clusterOf(group.flatMap((at) => ordered[at] ?? [])))
    .sort((a, b) => b.score - a.score || b.size - a.size || (a.numbers[0] ?? 0) - (b.numbers[0] ?? 0));
}

function clusterOf(members: readonly Listed[]): Cluster {
  const anchors = byUse(members);
  const numbers = members.map(({ number }) => number);
  return {
    id: `cluster-${hash("sha256", numbers.join(" "), "hex").slice(0, 8)}`,
    size: members.length,
    score: members.length + Math.log(1 + anchors.length),
    numbers,
    title: centralTitle(members),
    anchors: anchors.slice(0, MAX_CLUSTER_ANCHORS),
  };
}

function byUse(members: readonly Listed[]): readonly string[] {
  const uses = Map.groupBy(
    members.flatMap(({ anchors }) => [...new Set(anchors)]),
    (anchor) => anchor,
  );
  return [...uses].sort(([a, x], [b, y]) => y.length - x.length || compareTexts(a, b)).map(([anchor]) => anchor);
}

/** The title whose words the others use most; of several the first, which has the lowest number. */
function centralTitle(members: readonly Listed[]): string {
  const read = members.slice(0, MAX_COMPARED_TITLES).map(({ title }) => ({ title, words: new Set(wordsOf(title)) }));
  const closeness = read.map(({ words }) => read.reduce((sum, other) => sum + jaccard(words, other.words), 0));
  return read[closeness.indexOf(Math.max(...closeness))]?.title ?? "";
}

function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const both = a.intersection(b).size;
  return both === 0 ? 0 : both / (a.size + b.size - both);
}
