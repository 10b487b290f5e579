import { readingTokens } from "../../cost/reading-tokens.ts";
import { type CheckedTicket, isPattern, lineOf } from "./checked-ticket.ts";
import type { Found } from "./found.ts";
import type { Surroundings } from "./surroundings.ts";

/** Whether a ticket is small enough for one go. */
export function scopeGate(ticket: CheckedTicket, around: Surroundings): readonly Found[] {
  const line = lineOf(ticket, "Affected Files");
  return [...number(ticket, around), ...tokens(ticket, around), ...spread(ticket, around)].map((found) => ({
    ...found,
    line,
  }));
}

const HINT = "split it: one ticket for each part that can be proven alone";

function number({ files }: CheckedTicket, { limits }: Surroundings): readonly Found[] {
  if (files.length <= limits.maxAffectedFiles) return [];
  return [
    {
      code: "scope-files",
      message: `it touches ${files.length} files, and ${limits.maxAffectedFiles} are allowed`,
      hint: HINT,
    },
  ];
}

/** Lines that are there, four tokens each, and what the ticket and the answer take beside. */
function tokens({ files }: CheckedTicket, { limits, code }: Surroundings): readonly Found[] {
  const lines = files.reduce((sum, { path }) => sum + (code?.linesOf(path) ?? 0), 0);
  const estimate = readingTokens(lines);
  if (lines === 0 || estimate <= limits.maxEstimatedTokens) return [];
  const message = `its files come to ${estimate} tokens, and ${limits.maxEstimatedTokens} are allowed`;
  return [{ code: "scope-tokens", message, hint: HINT }];
}

/** Tests, docs and files of the top folder go with any change and do not spread it. */
const ALONG =
  /^(?:tests?|spec|specs|e2e|docs?|__tests__)\/|\/(?:tests?|__tests__)\/|\.(?:test|spec)\.|_test\.|\.mdx?$/i;

function spread({ files }: CheckedTicket, { limits }: Surroundings): readonly Found[] {
  if (!limits.requireSingleResponsibility) return [];
  const sources = files.filter(({ path }) => path.includes("/") && !ALONG.test(path) && !startsOpen(path));
  const tops = [...new Set(sources.map(({ path }) => path.slice(0, path.indexOf("/"))))];
  if (tops.length < 2) return [];
  return [
    { code: "scope-scattered", message: `its files have no common path: ${tops.slice(0, 5).join(", ")}`, hint: HINT },
  ];
}

const startsOpen = (path: string): boolean => isPattern(path.slice(0, path.indexOf("/")));
