import { basename, join } from "node:path";
import type { Files } from "../../ports/files.ts";
import { type Home, SETTINGS_FILE } from "../home/home.ts";
import { readText } from "../state-file.ts";
import { gatesOf } from "./gates.ts";
import { type ClaimsLocation, type InitialFile, initialFiles } from "./initial-files.ts";
import type { GateCommands } from "./project-root.ts";
import { detectStack } from "./stack.ts";

export interface FirstFiles {
  readonly stack: string;
  readonly files: readonly InitialFile[];
  readonly gates: GateCommands;
}

/** What a new backlog begins with, after a look at the code it is for. A bare repository is looked at from where the caller stands. */
export function firstFiles(
  files: Files,
  home: Home,
  { cwd, claims: chosen }: { readonly cwd: string; readonly claims?: ClaimsLocation | undefined },
): FirstFiles {
  const root = home.root === home.gitFolder ? cwd : home.root;
  const listed = files.list(root);
  const read = (name: string): string | undefined => readText(files, join(root, name));
  const names = listed.ok ? listed.value : [];
  const detected = detectStack(names, read);
  const name = detected.name ?? basename(root).replace(/\.git$/, "");
  // A sequence already begun stays one; init itself always begins with random ids.
  const kept = readText(files, join(home.folder, SETTINGS_FILE));
  const ids = kept !== undefined && /^ids:\s*sequential/m.test(kept) ? "sequential" : "random";
  const gates = gatesOf(detected.stack, { names, read });
  const kind = home.kind === "branch" ? "branch" : "tree";
  const claims = chosen ?? claimsIn(kept ?? "");
  return {
    stack: detected.stack,
    gates,
    files: initialFiles({ home: kind, ids, name, stack: detected.stack, gates, claims }),
  };
}

/** A remote that an earlier init wrote: a repeated one compares with what it would write itself. */
function claimsIn(settings: string): ClaimsLocation | undefined {
  const remote = /^ {2}remote: ([\w.-]+)$/m.exec(settings)?.[1];
  const refs = /^ {2}refs: heads\b/m.test(settings) ? "heads" : "docket";
  return remote === undefined ? undefined : { remote, refs };
}
