import { err, type Result } from "../std/result.ts";
import { openBacklog } from "../store/backlog.ts";
import { type Explanation, explain, type Ranking, ranking, type WhyNot, whyNot } from "./_rank-answer.ts";
import { oneOfNeeded } from "./faults.ts";
import { op } from "./op.ts";

/** Shows the order of what can be started, with scores, or where the place of one ticket comes from. */
export const rankOp = op({
  name: "rank",
  summary: "Show the order of work, and where it comes from",
  about:
    "What can be started, in the order of docket ready, with scores. --explain shows each term of one score and its source; --why-not says what stands before a ticket, or what keeps it from being started. docs/ranking.md has the formula, docket.yaml the weights.",
  examples: ["docket rank", "docket rank --top 3 --json", "docket rank --explain k3f", "docket rank --why-not k3f"],
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
  },
  async run(world, call, { top, explain: explained, whyNot: asked }): Promise<Result<Ranking | Explanation | WhyNot>> {
    if (explained !== undefined && asked !== undefined) return err(oneOfNeeded({ flags: "--explain and --why-not" }));
    const backlog = await openBacklog(world, call.cwd);
    if (!backlog.ok) return backlog;
    if (explained !== undefined) return explain(backlog.value, explained);
    return asked === undefined ? ranking(backlog.value, top) : whyNot(backlog.value, asked, top);
  },
});
