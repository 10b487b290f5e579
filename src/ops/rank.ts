import { err, type Result } from "../std/result.ts";
import { openBacklog } from "../store/backlog.ts";
import { oneOfNeeded } from "./faults.ts";
import { inputMissing } from "./input-faults.ts";
import { op } from "./op.ts";
import { type Explanation, explain, type Ranking, ranking, type WhyNot, whyNot } from "./rank/_answer.ts";
import type { Backtest } from "./rank/_backtest.ts";

/** Shows the order of what can be started, with scores, or where the place of one ticket comes from. */
export const rankOp = op({
  name: "rank",
  summary: "Show the order of work, and where it comes from",
  about:
    "What can be started, in the order of docket ready, with scores. --explain shows each term of one score and its source; --why-not says what stands before a ticket, or what keeps it from being started. --backtest replays the history of the backlog: what was begun, against what this order would have said then. docs/ranking.md has the formula, docket.yaml the weights.",
  examples: [
    "docket rank",
    "docket rank --top 3 --json",
    "docket rank --explain k3f",
    "docket rank --why-not k3f",
    "docket rank --backtest --since 2026-01-01",
    "docket rank --backtest --weights due=2,unblock=0",
  ],
  group: "plan",
  effect: "read",
  input: {
    top: {
      type: "integer",
      default: 10,
      min: 0,
      max: 1_000_000,
      short: "n",
      describe: "At most this many.",
      word: "N",
    },
    explain: { type: "string", describe: "Each term of this ticket's score, with its source.", word: "id" },
    whyNot: { type: "string", describe: "What stands before this ticket, or in its way.", word: "id" },
    backtest: {
      type: "boolean",
      cliOnly: true,
      describe: "Replay the past: the order that was taken against the one of rank, with the cost of delay of both.",
    },
    since: {
      type: "string",
      cliOnly: true,
      describe: "With --backtest: only from this time on; a day or a UTC time.",
      word: "time",
    },
    weights: {
      type: "strings",
      cliOnly: true,
      describe: "With --backtest: what other weights would have done; names as under rank in docket.yaml.",
      word: "name=number,…",
    },
  },
  async run(world, call, given): Promise<Result<Ranking | Explanation | WhyNot | Backtest>> {
    const { top, explain: explained, whyNot: asked, backtest, since, weights } = given;
    const forms = [explained, asked, backtest === true ? backtest : undefined].filter((one) => one !== undefined);
    if (forms.length > 1) return err(oneOfNeeded({ flags: "--explain, --why-not and --backtest" }));
    if (backtest !== true && (since ?? weights) !== undefined)
      return err(
        inputMissing({ name: "backtest", describe: "--since and --weights belong to it.", values: undefined }),
      );
    const backlog = await openBacklog(world, call.cwd);
    if (!backlog.ok) return backlog;
    if (backtest === true)
      return (await import("./rank/_backtest.ts")).backtest(backlog.value, { since, weights, top });
    if (explained !== undefined) return explain(backlog.value, explained);
    return asked === undefined ? ranking(backlog.value, top) : whyNot(backlog.value, asked, top);
  },
});
