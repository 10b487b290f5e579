import { queuePositions } from "../../plan/epics.ts";
import type { PastStep } from "../../plan/rank/backtest/past-step.ts";
import { type Replayed, type Replaying, replay } from "../../plan/rank/backtest/replay.ts";
import { type Runs, runsOf } from "../../plan/rank/backtest/runs.ts";
import { farthest, leftOut, type Tally, tallyOf } from "../../plan/rank/backtest/tally.ts";
import { type Foretold, foretold } from "../../plan/rank/foretold.ts";
import type { Weights } from "../../plan/rank/weights.ts";
import type { Progress } from "../../ports/progress.ts";
import { err, ok, type Result } from "../../std/result.ts";
import type { Backlog } from "../../store/backlog.ts";
import { type Past, readPast } from "../../store/past/past-tickets.ts";
import { plannedTickets } from "../../store/read/all-tickets.ts";
import { formatInstant, isDay, parseInstant } from "../../ticket/instant.ts";
import { orderingOf } from "../../work/ready-tickets.ts";
import { sinceNotValid } from "../faults.ts";
import { readWeights } from "./_weights-input.ts";

export interface BacktestWish {
  readonly since: string | undefined;
  readonly weights: readonly string[] | undefined;
  /** How many of the choices farthest from rank are shown. */
  readonly top: number;
}

/** What rank would have said at each moment at which a ticket was begun, against what was begun. */
export interface Backtest {
  readonly backtest: Tally;
  /** The same with the weights that were asked for. */
  readonly tried?: { readonly weights: Partial<Weights> } & Tally;
  /** From the first commit that was replayed to the last. */
  readonly from: string | null;
  readonly to: string | null;
  readonly commits: number;
  readonly farthest: readonly FarChoice[];
  /** How well the points of done tickets foretold what they took, as they are now. */
  readonly estimates: readonly Foretold[];
  readonly notReplayed: ReturnType<typeof leftOut> &
    Pick<Past, "unreadable" | "strayClocks" | "olderCommits"> & { readonly shallow: boolean };
}

interface FarChoice {
  readonly at: string;
  readonly id: string;
  readonly place: number;
  readonly of: number;
  readonly first: string;
}

/** Replays the history of a backlog with the order of rank beside the one that was taken. */
export async function backtest(backlog: Backlog, wish: BacktestWish): Promise<Result<Backtest>> {
  const since = sinceOf(wish.since);
  if (!since.ok) return since;
  const { weights: worth } = await orderingOf(backlog);
  const tried = wish.weights === undefined ? undefined : readWeights(wish.weights, worth);
  if (tried !== undefined && !tried.ok) return tried;
  const past = await readPast(backlog, since.value);
  if (!past.ok) return past;
  const { steps: read, unreadable, strayClocks, olderCommits, isShallow, commits } = past.value;
  const steps = read.map(({ at, changes, epics }): PastStep => {
    return epics === undefined ? { at, changes } : { at, changes, queue: queuePositions(epics) };
  });
  const runs = runsOf(steps);
  const { progress } = backlog.world;
  const played = play({ steps, runs }, { weights: worth, worth }, progress);
  const other = tried === undefined ? undefined : play({ steps, runs }, { weights: tried.value, worth }, progress);
  return ok({
    backtest: tallyOf(played),
    ...(tried === undefined || other === undefined
      ? {}
      : { tried: { weights: differing(worth, tried.value), ...tallyOf(other) } }),
    from: dayText(steps.at(0)),
    to: dayText(steps.at(-1)),
    commits,
    farthest: farthest((other ?? played).choices, wish.top).map(({ at, id, place = 0, of, first = "" }) => ({
      ...{ at: formatInstant(at), id, place, of, first },
    })),
    estimates: foretold(plannedTickets(backlog).tickets),
    notReplayed: { ...leftOut(runs), unreadable, strayClocks, olderCommits, shallow: isShallow },
  });
}

function sinceOf(text: string | undefined): Result<number> {
  if (text === undefined) return ok(Number.NEGATIVE_INFINITY);
  const instant = isDay(text) ? `${text}T00:00:00Z` : parseInstant(text);
  return instant === undefined ? err(sinceNotValid({ text })) : ok(Date.parse(instant));
}

const dayText = (step: PastStep | undefined): string | null => (step === undefined ? null : formatInstant(step.at));

const STEPS_TOLD = 20;

function play(
  { steps, runs }: { readonly steps: readonly PastStep[]; readonly runs: Runs },
  weights: Replaying,
  progress: Progress,
): Replayed {
  const replaying = replay(steps, runs, weights);
  const work = "replaying choices";
  let next = replaying.next();
  for (; next.done !== true; next = replaying.next()) {
    if (next.value % STEPS_TOLD === 0) progress.step(work, next.value, steps.length);
  }
  progress.end(work);
  return next.value;
}

const differing = (usual: Weights, tried: Weights): Partial<Weights> =>
  Object.fromEntries(Object.entries(tried).filter(([key, value]) => new Map(Object.entries(usual)).get(key) !== value));
