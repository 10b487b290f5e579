import { type CoverageReport, lineTable } from "./coverage.ts";

const LINE = /^DA:(\d{1,9}),(-?\d{1,15})(?:,.*)?$/;

/** Reads what lcov, c8, nyc, vitest, coverage.py and cargo-llvm-cov write as `lcov.info`. */
export function readLcov(text: string): CoverageReport {
  const table = lineTable();
  let path: string | undefined;
  let complete = true;
  for (const raw of text.split("\n")) {
    const line = raw.trimEnd();
    const match = LINE.exec(line);
    if (line.startsWith("SF:")) {
      complete &&= path === undefined;
      path = line.slice(3);
    } else if (line === "end_of_record") path = undefined;
    else if (match !== null && path !== undefined) table.add(path, Number(match[1]), Number(match[2]) > 0);
    else complete &&= line === "" || (/^[A-Z]+\d?:|^#/.test(line) && !line.startsWith("DA:"));
  }
  return { format: "lcov", files: table.files(), roots: [], complete: complete && path === undefined };
}
