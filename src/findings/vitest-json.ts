import { findJestDocument, readJestDocument } from "./_jest-shape.ts";
import type { TestParser } from "./test-report.ts";

/** What Vitest's `json` reporter writes. */
export const vitestJson: TestParser = {
  format: "vitest-json",
  recognises: (text) => findJestDocument(text)?.text.includes('"numRuntimeErrorTestSuites"') === false,
  parse: (text) => readJestDocument("vitest-json", findJestDocument(text)),
};
