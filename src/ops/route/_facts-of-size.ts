import { join, sep } from "node:path";
import { type Averages, DEFAULT_AVERAGES } from "../../cost/averages.ts";
import { type CostEstimate, estimateCost } from "../../cost/estimate.ts";
import type { Price } from "../../cost/prices.ts";
import { readingTokens } from "../../cost/reading-tokens.ts";
import { plannedFiles, sectionBody } from "../../plan/planned-files.ts";
import type { Files } from "../../ports/files.ts";
import { countCriteria } from "../../ticket/filled.ts";
import type { Ticket } from "../../ticket/model.ts";

/** What a ticket may cost by the files it names; each criterion counts as one test. */
export function estimateTicket(ticket: Ticket, price?: Price, averages: Averages = DEFAULT_AVERAGES): CostEstimate {
  const files = plannedFiles(ticket);
  const create = files.filter(({ action }) => action === "create").length;
  const tests = countCriteria(sectionBody(ticket, "Acceptance Criteria"));
  return estimateCost({ modify: files.length - create, create, tests }, averages, price);
}

const MAX_FILE_BYTES = 4 * 1024 * 1024;
const LINE_FEED = 10;

/** What one pass over the files that a ticket names takes, by their lines as they are in a checkout; none there, nothing. */
export function readingOf(ticket: Ticket, files: Files, root: string): number {
  const lines = plannedFiles(ticket).reduce((sum, { path }) => sum + linesOf(files, root, path), 0);
  return lines === 0 ? 0 : readingTokens(lines);
}

/** A path in a ticket is text from outside: what leads out of the checkout has no lines. */
function linesOf(files: Files, root: string, path: string): number {
  const real = files.realPath(join(root, path));
  const top = files.realPath(root);
  if (real === undefined || top === undefined || !real.startsWith(top + sep)) return 0;
  const read = files.stat(real)?.isFile() === true ? files.read(real, MAX_FILE_BYTES) : undefined;
  return read?.ok === true ? read.value.reduce((count, byte) => (byte === LINE_FEED ? count + 1 : count), 0) : 0;
}
