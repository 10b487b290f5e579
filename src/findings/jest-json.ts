import { findJestDocument, readJestDocument } from "./_jest-shape.ts";
import type { TestParser } from "./test-report.ts";

/** What `jest --json` writes; only Jest counts suites with run-time errors. */
export const jestJson: TestParser = {
  format: "jest-json",
  recognises: (text) => findJestDocument(text)?.text.includes('"numRuntimeErrorTestSuites"') === true,
  parse: (text) => readJestDocument("jest-json", findJestDocument(text)),
};
