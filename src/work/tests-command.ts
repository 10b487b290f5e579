import { reportingCommand } from "../findings/test-command.ts";
import type { Settings } from "../store/settings/schema.ts";

/** How the tests are run so that each of them can be told apart. */
export interface TestsCommand {
  readonly testCommand: string;
  readonly reportFormat?: string;
  readonly reportFile?: string;
}

/** The command of the settings, or the test gate with the flags that make it name each test. */
export function testsCommand({ tests, gates }: Settings): TestsCommand | undefined {
  if (tests.command !== undefined && tests.command !== "")
    return {
      testCommand: tests.command,
      ...(tests.format === undefined ? {} : { reportFormat: tests.format }),
      ...(tests.report === undefined ? {} : { reportFile: tests.report }),
    };
  const gate = gates.test;
  if (gate === undefined || gate === "") return undefined;
  const { command, format } = reportingCommand(gate);
  return { testCommand: command, ...(format === undefined ? {} : { reportFormat: format }) };
}
