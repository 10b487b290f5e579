import { join } from "node:path";
import type { Fault, Result } from "../../src/index.ts";
import { done, libraryAt } from "./_library.ts";
import { chore, type Finished, takenShape, work } from "./_project.ts";

/** The fault of what has to be refused here; its exit is in it. */
export function refused(result: Result<unknown>): Fault {
  if (result.ok) throw new Error(`was expected to be refused: ${JSON.stringify(result.value)}`);
  return result.fault;
}

/** Takes a ticket without starting the program. */
export async function taken(root: string, id: string) {
  return takenShape.parse(done(await libraryAt(root).take({ id })));
}

/** A chore that is taken, worked on, proven and finished from its checkout without starting the program. */
export async function finishedHere(root: string, files: Readonly<Record<string, string>>): Promise<Finished> {
  const id = await chore(root, Object.keys(files)[0] ?? "");
  const { order, branch, worktree } = await taken(root, id);
  const checkout = join(root, worktree);
  work(checkout, files, `chore: ${id}`);
  done(await libraryAt(checkout).finish());
  return { id, order, branch, checkout };
}
