import type { Finding } from "../std/finding.ts";
import { isFlaky, isGreen, type PhaseState, type TestState } from "./_test-states.ts";
import { finding, type GateCode, WHOLE_CHANGE } from "./rules.ts";

export interface Kept {
  /** Tests that passed on the base and fail now. */
  readonly regressions: readonly string[];
  readonly stillRed: readonly string[];
  readonly findings: readonly Finding[];
}

interface Sides {
  readonly base: PhaseState;
  readonly overlay: PhaseState;
  readonly head: PhaseState;
}

interface Judged {
  readonly name: string;
  readonly code: GateCode;
  readonly file: string | undefined;
}

/** Holds the head against the base: nothing that passed may fail, be skipped or be gone, and what is new must pass. */
export function judgeKept(sides: Sides): Kept {
  const { base, head } = sides;
  // That the head's tests could not be read to the end is an error of its own, and says nothing about single ones.
  if (!head.isReadable) return { regressions: [], stillRed: [], findings: [] };
  const scene: Scene = { ...sides, names: namesIn(sides) };
  const fromBase = [...base.tests].flatMap(([name, before]) => judgeOld(scene, name, before) ?? []);
  const fresh = [...head.tests].flatMap(([name, now]) => judgeNew(base, name, now) ?? []);
  const unloaded = [...head.broken.keys()].map((file): Judged => {
    return { name: file, file, code: base.broken.has(file) ? "test-still-red" : "tests-not-loaded" };
  });
  const judged = [...fromBase, ...fresh, ...unloaded];
  return {
    regressions: namesOf(judged, "test-regressed"),
    stillRed: namesOf(judged, "test-still-red"),
    findings: judged.map((one) => findingOf(one, head)),
  };
}

interface Scene extends Sides {
  readonly names: Names;
}

/** What is gone and what came, told once for all tests. */
interface Names {
  readonly gone: number;
  /** New names of tests that pass without the change as well. */
  readonly freshAndOld: number;
  /** New names without their files. */
  readonly freshTails: ReadonlySet<string>;
  readonly inFile: { readonly base: ReadonlyMap<string, number>; readonly head: ReadonlyMap<string, number> };
}

function namesIn({ base, overlay, head }: Sides): Names {
  const fresh = [...head.tests].filter(([name]) => !base.tests.has(name));
  return {
    gone: [...base.tests.keys()].filter((name) => !head.tests.has(name)).length,
    freshAndOld: fresh.filter(([name]) => isGreen(overlay.tests.get(name))).length,
    freshTails: new Set(fresh.map(([name, { file }]) => tailOf(name, file))),
    inFile: { base: countByFile(base), head: countByFile(head) },
  };
}

function countByFile({ tests }: PhaseState): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { file = "", count } of tests.values()) counts.set(file, (counts.get(file) ?? 0) + count);
  return counts;
}

const namesOf = (judged: readonly Judged[], code: GateCode): readonly string[] =>
  judged.filter((one) => one.code === code).map(({ name }) => name);

function judgeOld(scene: Scene, name: string, before: TestState): Judged | undefined {
  const now = scene.head.tests.get(name);
  const about = { name, file: now?.file ?? before.file };
  if (before.failed.min > 0 && now !== undefined && now.failed.min > 0) return { ...about, code: "test-still-red" };
  if (before.passed.min === 0 || (now !== undefined && now.passed.max >= before.passed.min)) return undefined;
  if (now !== undefined && now.failed.min > 0) return { ...about, code: "test-regressed" };
  // It passed in one of the runs: that is told of as flaky.
  if (now !== undefined && isFlaky(now)) return undefined;
  if (now?.isSilent === true) return { ...about, code: "test-silenced" };
  return judgeGone(scene, name, before);
}

/**
 * A test may move to another file, or get another name. Where the format knows files, a file with no fewer tests than before has
 * renamed them; else only tests that pass without the change can be old ones under new names.
 */
function judgeGone({ head, names }: Scene, name: string, before: TestState): Judged | undefined {
  const { file } = before;
  if (!head.isWhole || head.broken.has(file ?? name)) return undefined;
  const tail = tailOf(name, file);
  if (tail !== "" && names.freshTails.has(tail)) return undefined;
  const { base, head: now } = names.inFile;
  const isRenamed =
    file === undefined
      ? !head.tests.has(name) && names.freshAndOld >= names.gone
      : (now.get(file) ?? 0) >= (base.get(file) ?? 0);
  return { name, file, code: isRenamed ? "test-renamed" : "test-vanished" };
}

/** The name without the file, where the file is part of it. */
function tailOf(name: string, file: string | undefined): string {
  return file !== undefined && name.startsWith(`${file} > `) ? name.slice(file.length + 3) : "";
}

function judgeNew(base: PhaseState, name: string, now: TestState): Judged | undefined {
  if (base.tests.has(name) || now.failed.min === 0) return undefined;
  // A file that did not load on the base names its tests for the first time.
  const isOld = now.file !== undefined && base.broken.has(now.file);
  return { name, file: now.file, code: isOld ? "test-still-red" : "green-missing" };
}

const WORDS: Partial<Readonly<Record<GateCode, string>>> = {
  "test-regressed": "passed on the base and fails",
  "test-silenced": "passed on the base and is skipped",
  "test-vanished": "passed on the base and is gone",
  "test-renamed": "passed on the base and is gone; other tests came",
  "test-still-red": "failed on the base and still does",
  "green-missing": "is new and does not pass",
  "tests-not-loaded": "does not load",
};

const HINTS: Partial<Readonly<Record<GateCode, string>>> = {
  "test-regressed": "mend the source; change the test only when the ticket asks for other behaviour",
  "test-silenced": "let it run again, or say in the ticket why it must go",
  "test-vanished": "bring it back, or say in the ticket why it must go",
  "green-missing": "finish the source until it passes",
  "tests-not-loaded": "run the test command on this file alone to see why",
};

function findingOf({ name, code, file }: Judged, head: PhaseState): Finding {
  const failure = head.tests.get(name)?.failures.flat()[0] ?? head.broken.get(name)?.[0];
  const why = failure?.message?.split("\n")[0] ?? "";
  const message = `${name} ${WORDS[code] ?? ""}${why === "" ? "" : `: ${why}`}`;
  return finding(code, file ?? WHOLE_CHANGE, { message, hint: HINTS[code] });
}
