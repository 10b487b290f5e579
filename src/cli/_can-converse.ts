import type { Terminal } from "../ports/terminal.ts";
import type { Globals } from "./print.ts";

/** Whether there is somebody who sees an answer and can say how to go on. Programs and rehearsals are never asked. */
export function canConverse({ inIsScreen, outIsScreen }: Terminal, globals: Globals): boolean {
  const { json, dryRun, fields, quiet } = globals;
  return outIsScreen && inIsScreen && json !== true && dryRun !== true && fields === undefined && quiet !== true;
}
