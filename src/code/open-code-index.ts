import { join } from "node:path";
import type { Files } from "../ports/files.ts";
import type { Git } from "../ports/git.ts";
import type { Progress } from "../ports/progress.ts";
import type { Sql, SqlDatabase } from "../ports/sql.ts";
import { err, ok, type Result } from "../std/result.ts";
import { type Listed, listFiles } from "./_listing.ts";
import { indexOver } from "./_questions.ts";
import { refreshTree } from "./_refresh.ts";
import { changeStore, discardStore, openSealed } from "./_store.ts";
import { difference, type Known, knownFiles } from "./_tree.ts";
import type { CodeIndex } from "./code-index.ts";
import { codeIndexUnusable } from "./faults.ts";
import { MAX_CONFIG_BYTES } from "./limits.ts";

export interface CodePorts {
  readonly files: Files;
  readonly git: Git;
  readonly sql: Sql;
  readonly progress: Progress;
}

export interface CodePlace {
  /** The checkout that is asked about, an absolute path with links resolved. */
  readonly root: string;
  /** Where the index lives; checkouts that name the same one share what they have in common. */
  readonly privateFolder: string;
}

/**
 * The index of the code in a checkout as its files are now. What changed since the last time is read first; the rest is told from
 * names and states of files alone. Close it after use.
 */
export async function openCodeIndex(ports: CodePorts, { root, privateFolder }: CodePlace): Promise<Result<CodeIndex>> {
  const listed = await listFiles(ports, root);
  if (!listed.ok) return listed;
  const place = { root, privateFolder, listed: listed.value };
  const before = openFresh(ports, place);
  if (before !== undefined) return ok(before);
  const { files, progress } = ports;
  const changed = changeStore(ports, privateFolder, (db) =>
    refreshTree(db, { files, progress, root, listed: listed.value }),
  );
  if (!changed.ok) return changed;
  const after = openAsKnown(ports, place);
  return after === undefined ? err(codeIndexUnusable({ folder: privateFolder })) : ok(after);
}

interface Opening extends CodePlace {
  readonly listed: readonly Listed[];
}

/** The index, when it knows each file as it is. */
function openFresh(ports: CodePorts, opening: Opening): CodeIndex | undefined {
  const db = openSealed(ports, opening.privateFolder);
  if (db === undefined) return undefined;
  const known = knownFiles(db, opening.root);
  const files = known.ok ? known.value : undefined;
  const { stale, gone } = difference(files ?? new Map(), opening.listed);
  if (files !== undefined && stale.length + gone.length === 0) return withQuestions(ports, opening, { db, files });
  db.close();
  return undefined;
}

/** The index as it was just written: files touched a moment ago are known too, and looked at again the next time. */
function openAsKnown(ports: CodePorts, opening: Opening): CodeIndex | undefined {
  const db = openSealed(ports, opening.privateFolder);
  if (db === undefined) return undefined;
  const known = knownFiles(db, opening.root);
  if (known.ok && known.value !== undefined) return withQuestions(ports, opening, { db, files: known.value });
  db.close();
  return undefined;
}

function withQuestions(
  ports: CodePorts,
  { root, privateFolder }: CodePlace,
  { db, files }: { readonly db: SqlDatabase; readonly files: ReadonlyMap<string, Known> },
): CodeIndex {
  return indexOver({
    db,
    known: files,
    readText: (path) => {
      const read = ports.files.read(join(root, path), MAX_CONFIG_BYTES);
      return read.ok ? new TextDecoder().decode(read.value) : undefined;
    },
    discard: () => discardStore(ports, privateFolder),
  });
}
