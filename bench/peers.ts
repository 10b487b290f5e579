import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { arch, platform } from "node:os";
import { delimiter, join } from "node:path";
import { type Corpus, cacheFolder, git } from "./corpus.ts";
import { CommandFailed, median, runCommand, timeCommand } from "./measure.ts";
import { backlogPage, tkPage } from "./peer-pages.ts";

/** What another program took for one verb on the same tickets, or why it could not be measured. */
export interface PeerFigure {
  readonly peer: string;
  readonly size: number;
  readonly verb: string;
  /** The row of ours it is compared to. */
  readonly row: string;
  readonly ms: number | undefined;
  readonly reason?: string;
}

interface Peer {
  readonly name: string;
  /** The program's file, or undefined with a sentence why not. */
  readonly find: () => { readonly file: string } | { readonly reason: string };
  /** Lays the tickets down in an empty repository. */
  readonly lay: (root: string, corpus: Corpus, file: string) => void;
  readonly verbs: readonly PeerVerb[];
}

interface PeerVerb {
  readonly verb: string;
  readonly row: string;
  readonly args: (corpus: Corpus, run: number) => readonly string[];
}

const BACKLOG_VERSION = "1.52.0";
const RUNS = 3;

const backlogMd: Peer = {
  name: `Backlog.md ${BACKLOG_VERSION}`,
  find: installBacklog,
  lay: (root, corpus, file) => {
    runCommand({ file, args: ["init", "bench", "--defaults", "--integration-mode", "none"], cwd: root });
    mkdirSync(join(root, "backlog/tasks"), { recursive: true });
    for (const ticket of corpus.tickets) {
      const page = backlogPage(ticket);
      writeFileSync(join(root, "backlog/tasks", page.name), page.text);
    }
  },
  verbs: [
    { verb: "task list --plain", row: "list", args: () => ["task", "list", "--plain"] },
    { verb: "task N --plain", row: "show", args: (_corpus, run) => ["task", String(run * 7 + 3), "--plain"] },
    { verb: "search --plain", row: "search, two words", args: () => ["search", "invoice gateway", "--plain"] },
    {
      verb: "task create, no commit",
      row: "new, commit included",
      args: (_corpus, run) => ["task", "create", `Bench ${run}`, "--plain"],
    },
    {
      verb: "task edit, no commit",
      row: "edit, commit included",
      args: (_corpus, run) => ["task", "edit", String(run * 7 + 3), "-l", `bench${run}`, "--plain"],
    },
    {
      verb: "task edit -s, no commit",
      row: "move, commit included",
      args: (_corpus, run) => ["task", "edit", String(run * 7 + 5), "-s", "In Progress", "--plain"],
    },
  ],
};

const tk: Peer = {
  name: "tk",
  find: () => {
    const folders = (process.env.PATH ?? "").split(delimiter);
    const file = folders.map((folder) => join(folder, "tk")).find((path) => existsSync(path));
    return file === undefined ? { reason: "not on the PATH of this machine" } : { file };
  },
  lay: (root, corpus) => {
    mkdirSync(join(root, ".tickets"), { recursive: true });
    for (const ticket of corpus.tickets) writeFileSync(join(root, ".tickets", `t-${ticket.number}.md`), tkPage(ticket));
  },
  verbs: [
    { verb: "ls", row: "list", args: () => ["ls"] },
    { verb: "show", row: "show", args: (_corpus, run) => ["show", `t-${run * 7 + 3}`] },
    { verb: "ready", row: "ready", args: () => ["ready"] },
    { verb: "create, no commit", row: "new, commit included", args: (_corpus, run) => ["create", `Bench ${run}`] },
  ],
};

/** Measures the peers on the tickets of a corpus. */
export function measurePeers(corpus: Corpus): readonly PeerFigure[] {
  return [backlogMd, tk].flatMap((peer) => measurePeer(peer, corpus));
}

function measurePeer(peer: Peer, corpus: Corpus): readonly PeerFigure[] {
  const found = peer.find();
  const base = { peer: peer.name, size: corpus.size };
  if ("reason" in found) return [{ ...base, verb: "all", row: "", ms: undefined, reason: found.reason }];
  const root = join(cacheFolder, `peer-${peer.name.replace(/\W+/g, "-")}-${corpus.size}`);
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root, { recursive: true });
  git(root, "init", "-q");
  peer.lay(root, corpus, found.file);
  git(root, "add", "-A");
  git(root, "commit", "-qm", "Add the corpus");
  const figures = peer.verbs.map((verb) => ({ ...base, ...measureVerb({ verb, corpus, root, file: found.file }) }));
  rmSync(root, { recursive: true, force: true });
  return figures;
}

interface Measuring {
  readonly verb: PeerVerb;
  readonly corpus: Corpus;
  readonly root: string;
  readonly file: string;
}

function measureVerb({ verb, corpus, root, file }: Measuring) {
  try {
    const times = Array.from({ length: RUNS + 1 }, (_, run) =>
      timeCommand({ file, args: verb.args(corpus, run), cwd: root }),
    );
    return { verb: verb.verb, row: verb.row, ms: median(times.slice(1)) };
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    return { verb: verb.verb, row: verb.row, ms: undefined, reason: error.message };
  }
}

/** The compiled program inside the npm package, called without its Node shim: its best case. */
function installBacklog(): { readonly file: string } | { readonly reason: string } {
  const at = join(cacheFolder, "peers");
  const file = join(at, `node_modules/backlog.md-${platform()}-${arch()}/backlog`);
  if (existsSync(file)) return { file };
  mkdirSync(at, { recursive: true });
  const args = [
    "install",
    "--prefix",
    at,
    "--no-audit",
    "--no-fund",
    "--ignore-scripts",
    `backlog.md@${BACKLOG_VERSION}`,
  ];
  try {
    // npm alone gets the whole environment: it has to know how this machine reaches its registry.
    runCommand({ file: "npm", args, cwd: at, env: process.env });
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    return { reason: `could not be installed: ${error.message}` };
  }
  return existsSync(file) ? { file } : { reason: `its package has no program for ${platform()}-${arch()}` };
}
