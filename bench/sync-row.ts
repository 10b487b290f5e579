import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Corpus, docket, git, program, readTicket, writeTicket } from "./corpus.ts";
import { timeCommand } from "./measure.ts";
import type { Row } from "./row.ts";

const CHANGED = 100;

/** Two clones change the same tickets offline in different fields; measured are the three calls until both are the same. */
export const syncRow: Row = {
  name: "sync, two clones, 100 changed tickets each",
  unit: "s",
  must: 5,
  aim: 2,
  upTo: 10_000,
  atMost: 3,
  sample: (corpus, run) => {
    const clones = openClones(corpus, run === 0);
    changeMany({
      corpus,
      clone: clones.a,
      run,
      change: (text) => text.replace(/^priority: .*$/m, `priority: P${run % 4}`),
    });
    changeMany({
      corpus,
      clone: clones.b,
      run,
      change: (text) => text.replace("## Context\n", `## Context\n\nSeen in run ${run}.\n`),
    });
    return [clones.a, clones.b, clones.a]
      .map((cwd) => timeCommand({ file: process.execPath, args: [program, "sync"], cwd }))
      .reduce((sum, ms) => sum + ms, 0);
  },
};

function openClones(corpus: Corpus, fresh: boolean): { a: string; b: string } {
  const at = join(corpus.root, "../clones");
  const clones = { a: join(at, "a"), b: join(at, "b") };
  if (!fresh && existsSync(at)) return clones;
  rmSync(at, { recursive: true, force: true });
  git(corpus.root, "init", "-q", "--bare", join(at, "remote.git"));
  git(corpus.root, "push", "-q", join(at, "remote.git"), "main", "refs/bench/corpus:refs/heads/docket");
  for (const clone of [clones.a, clones.b]) {
    git(corpus.root, "clone", "-q", join(at, "remote.git"), clone);
    docket(clone, "init", "--yes");
    docket(clone, "list");
  }
  return clones;
}

interface Changing {
  readonly corpus: Corpus;
  readonly clone: string;
  readonly run: number;
  readonly change: (text: string) => string;
}

function changeMany({ corpus, clone, run, change }: Changing): void {
  const names = corpus.names.slice((run * CHANGED) % corpus.size).slice(0, CHANGED);
  for (const name of names) writeTicket(clone, name, `${change(readTicket(clone, name))}`);
  git(join(clone, "docket"), "commit", "-qam", "Change many tickets");
}
