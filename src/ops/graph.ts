import { drawDot, drawMermaid } from "../plan/draw.ts";
import { type Picture, pictureOf } from "../plan/picture.ts";
import { err, ok, type Result } from "../std/result.ts";
import { openBacklog } from "../store/backlog.ts";
import { allTickets } from "../store/read/all-tickets.ts";
import { findTicket } from "../store/read/find-ticket.ts";
import { oneOfNeeded } from "./faults.ts";
import { op } from "./op.ts";

const LIMIT_EDGES = 500;

export interface GraphAnswer extends Picture {
  /** The picture as text for another program, when one was asked for. */
  readonly drawing?: string;
}

/** Shows which tickets wait for which. */
export const graphOp = op({
  name: "graph",
  summary: "Show which tickets wait for which",
  about:
    "Dependencies, blockers and parents of open tickets, or all that hangs together with one. --dot prints the picture for Graphviz, --mermaid for Markdown.",
  examples: ["docket graph", "docket graph k3f", "docket graph --mermaid", "docket graph --dot --all"],
  group: "plan",
  effect: "read",
  input: {
    id: { type: "string", position: 0, describe: "Only what hangs together with this ticket.", word: "id" },
    dot: { type: "boolean", describe: "Print it for Graphviz." },
    mermaid: { type: "boolean", describe: "Print it for Mermaid." },
    all: { type: "boolean", short: "a", describe: "Also ties between closed tickets." },
    limit: {
      type: "integer",
      default: LIMIT_EDGES,
      min: 1,
      max: 100_000,
      short: "n",
      describe: "At most this many ties.",
      word: "N",
    },
  },
  async run(world, call, given): Promise<Result<GraphAnswer>> {
    if (given.dot === true && given.mermaid === true) return err(oneOfNeeded({ flags: "--dot and --mermaid" }));
    const backlog = await openBacklog(world, call.cwd);
    if (!backlog.ok) return backlog;
    const found = given.id === undefined ? undefined : findTicket(backlog.value, given.id);
    if (found !== undefined && !found.ok) return found;
    const { summaries } = allTickets(backlog.value);
    const closed = given.all === true;
    const picture = pictureOf(summaries, { around: found?.value.id, closed, limit: given.limit });
    if (given.dot === true) return ok({ ...picture, drawing: drawDot(picture) });
    return ok(given.mermaid === true ? { ...picture, drawing: drawMermaid(picture) } : picture);
  },
});
