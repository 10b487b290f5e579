import { cargoTest } from "./cargo-test.ts";
import { goTestJson } from "./go-test-json.ts";
import { jestJson } from "./jest-json.ts";
import { junit } from "./junit.ts";
import { nodeSpec } from "./node-spec.ts";
import { pytest } from "./pytest.ts";
import { tap } from "./tap.ts";
import type { TestParser, TestReport } from "./test-report.ts";
import { unittest } from "./unittest.ts";
import { vitestJson } from "./vitest-json.ts";

/** Every format of test results; the first that recognises a text reads it, so the stricter ones come first. */
export const testParsers: readonly TestParser[] = [
  jestJson,
  vitestJson,
  goTestJson,
  junit,
  tap,
  pytest,
  unittest,
  cargoTest,
  nodeSpec,
];

/** Reads what a test tool printed, other prints around it included; undefined when no format, or not the one that is named, fits. */
export function readTestReport(text: string, format?: string): TestReport | undefined {
  const parser = testParsers.find((one) => (format === undefined || one.format === format) && one.recognises(text));
  return parser?.parse(text);
}
