import type { PeerFigure } from "./peers.ts";
import type { Figure, SizeResult } from "./results.ts";

/** How a figure stands to its limits. */
export type Verdict = "aim met" | "must met" | "MISSED" | "FAILED";

export const PROMISED_SIZE = 10_000;
/** Whole processes on a shared machine vary by this much between passes. */
const GROWTH_NOISE = 1.25;

export interface Growth {
  readonly row: string;
  /** How many times the work over the empty runtime grew. */
  readonly times: number;
  readonly sizes: number;
  readonly linear: boolean;
}

export function verdictOf(figure: Figure): Verdict {
  if (figure.value === undefined) return "FAILED";
  if (figure.value <= figure.aim) return "aim met";
  return figure.value <= figure.must ? "must met" : "MISSED";
}

/** How much more work the larger of two sizes is, the start of the runtime left out. */
export function growthOf(small: SizeResult, large: SizeResult): readonly Growth[] {
  const sizes = large.size / small.size;
  return large.figures.flatMap((figure) => {
    const before = small.figures.find((other) => other.row === figure.row)?.raw;
    if (!figure.grows || figure.raw === undefined || before === undefined) return [];
    const times = Math.max(0, figure.raw - large.f0) / Math.max(1, before - small.f0);
    return [{ row: figure.row, times, sizes, linear: times <= sizes * GROWTH_NOISE || figure.raw - large.f0 < 20 }];
  });
}

/** One size as a Markdown table, good to read on a terminal as well. */
export function sizeTable(result: SizeResult): string {
  const rows = result.figures.map((figure) => [...measuredCells(figure), ...promisedCells(figure, result.size)]);
  const floors = `F0 ${result.f0.toFixed(1)} ms, FN ${result.fn.toFixed(1)} ms${
    result.launcher === undefined ? "" : `, list through bin/docket ${result.launcher.toFixed(1)} ms`
  }; medians of ${result.runs} runs.`;
  const header = ["what", "median", "measured", ...(result.size === PROMISED_SIZE ? ["must", "aim", "verdict"] : [])];
  return `### ${result.size.toLocaleString("en")} tickets\n\n${floors}\n\n${table([header, ...rows])}`;
}

const measuredCells = (figure: Figure): readonly string[] => [
  figure.row,
  raw(figure),
  figure.failed === undefined ? amount(figure.value, figure.unit) : `FAILED: ${figure.failed.replaceAll("|", "/")}`,
];

/** The limits are for one size; beside another one they would only look like a judgement. */
const promisedCells = (figure: Figure, size: number): readonly string[] =>
  size === PROMISED_SIZE
    ? [`≤ ${amount(figure.must, figure.unit)}`, `≤ ${amount(figure.aim, figure.unit)}`, verdictOf(figure)]
    : [];

export function growthTable(growths: readonly Growth[]): string {
  if (growths.length === 0) return "";
  const sizes = growths[0]?.sizes ?? 0;
  const rows = growths.map((one) => [
    one.row,
    `× ${one.times.toFixed(1)}`,
    one.linear ? "no worse than linear" : "WORSE THAN LINEAR",
  ]);
  return `### Growth: × ${sizes} tickets, time over the empty runtime\n\n${table([["what", "grows", "verdict"], ...rows])}`;
}

export function peerTable(peers: readonly PeerFigure[], results: readonly SizeResult[]): string {
  if (peers.length === 0) return "";
  const rows = peers.map((peer) => {
    const ours = results
      .find((result) => result.size === peer.size)
      ?.figures.find((figure) => figure.row === peer.row)?.raw;
    const times = peer.ms === undefined || ours === undefined ? "" : `× ${(peer.ms / ours).toFixed(1)}`;
    const theirs =
      peer.ms === undefined ? `not measured: ${(peer.reason ?? "").replaceAll("|", "/")}` : `${peer.ms.toFixed(0)} ms`;
    return [
      peer.peer,
      peer.size.toLocaleString("en"),
      peer.verb,
      theirs,
      peer.row,
      ours === undefined ? "" : `${ours.toFixed(0)} ms`,
      times,
    ];
  });
  const header = ["peer", "tickets", "its verb", "its median", "our row", "our median", "we are faster"];
  return `### Peers on the same tickets\n\n${table([header, ...rows])}`;
}

/** Rows of text as a Markdown table with aligned columns. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const [header = [], ...body] = rows;
  return [line(header), `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`, ...body.map(line)].join("\n");
}

function raw(figure: Figure): string {
  if (figure.raw === undefined) return "–";
  return figure.unit === "MB" ? `${figure.raw.toFixed(0)} MB` : `${figure.raw.toFixed(figure.raw < 20 ? 1 : 0)} ms`;
}

function amount(value: number | undefined, unit: Figure["unit"]): string {
  if (value === undefined) return "–";
  const digits = unit === "MB" ? 0 : value < 10 ? 2 : 1;
  const number = value.toFixed(digits).replace(/\.?0+$/, (zeros) => (zeros.includes(".") ? "" : zeros));
  return unit === "F0" || unit === "FN" ? `${number} × ${unit}` : `${number} ${unit}`;
}
