import type { TestReport } from "../findings/test-report.ts";

/** Takes the secrets out of a text. */
export type Mask = (text: string) => Promise<string>;

/** Parts texts that are masked together: once for each of thousands would take longer than the tests. */
const PARTING = "\n\u0000\n";

/** The report without secrets in what it names and says. Done after reading: a file may spell a secret in its own way. */
export async function maskedReport(report: TestReport, mask: Mask): Promise<TestReport> {
  const texts = [...report.cases, ...report.broken].flatMap((one) => [
    "name" in one ? one.name : "",
    one.file ?? "",
    one.message ?? "",
  ]);
  const known = [...new Set(texts)];
  const masked = await maskEach(known, mask);
  const as = new Map(known.map((text, at) => [text, masked[at] ?? ""]));
  const said = (text: string): string => as.get(text) ?? "";
  return {
    ...report,
    cases: report.cases.map((one) => ({
      ...one,
      name: said(one.name),
      ...(one.file === undefined ? {} : { file: said(one.file) }),
      ...(one.message === undefined ? {} : { message: said(one.message) }),
    })),
    broken: report.broken.map((one) => ({ ...one, file: said(one.file), message: said(one.message) })),
  };
}

async function maskEach(texts: readonly string[], mask: Mask): Promise<readonly string[]> {
  const together = (await mask(texts.join(PARTING))).split(PARTING);
  if (together.length === texts.length) return together;
  // A text holds the parting itself, or something over several of them looked like one secret.
  return Promise.all(texts.map(mask));
}
