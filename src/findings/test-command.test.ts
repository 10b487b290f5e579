import { expect, test } from "vitest";
import { reportingCommand } from "./test-command.ts";

test.each([
  ["vitest run", "vitest run --reporter=json", "vitest-json"],
  ["npx vitest run --reporter=json", "npx vitest run --reporter=json", "vitest-json"],
  ["node --test src/", "node --test --test-reporter=tap src/", "tap"],
  ["python3 -m pytest -q", "python3 -m pytest -q -rA", "pytest"],
  ["cargo test", "cargo test", "cargo-test"],
  ["npm test", "npm test", undefined],
  ["npm run build && vitest run", "npm run build && vitest run", undefined],
])("%s is run as %s", (gate, command, format) => {
  expect(reportingCommand(gate)).toEqual({ command, ...(format === undefined ? {} : { format }) });
});
