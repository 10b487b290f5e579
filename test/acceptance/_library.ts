import { type Fault, openBacklog, type Result } from "../../src/index.ts";

/** For what only prepares a test or looks at its outcome: to start the program each time would take longer than the test. */
export const libraryAt = (dir: string) => openBacklog({ dir, as: "mika" });

/** The value of what has to work here. */
export function done<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.fault));
  return result.value;
}

/** The fault of what has to be refused here; its exit is in it. */
export function refused(result: Result<unknown>): Fault {
  if (result.ok) throw new Error(`was expected to be refused: ${JSON.stringify(result.value)}`);
  return result.fault;
}
