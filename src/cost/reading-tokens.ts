const PER_LINE = 4;
const OF_TICKET = 2000;
const OF_ANSWER = 10_000;

/** What one pass over some files takes: their lines, four tokens each, and what the ticket and the answer take beside. */
export const readingTokens = (lines: number): number => lines * PER_LINE + OF_TICKET + OF_ANSWER;
