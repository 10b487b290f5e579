import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "./measure.ts";
import { ticketPage } from "./ticket-text.ts";
import { type CorpusTicket, makeTickets } from "./tickets.ts";

/** A real backlog of generated tickets in a git repository. */
export interface Corpus {
  readonly size: number;
  readonly root: string;
  readonly tickets: readonly CorpusTicket[];
  /** File names by ticket number. */
  readonly names: readonly string[];
}

/** Raised when the tickets or the way they are laid down change; older caches are thrown away. */
const VERSION = 1;
const MARK = "refs/bench/corpus";
export const cacheFolder = new URL("./.corpus", import.meta.url).pathname;
export const program = new URL("../dist/main.cjs", import.meta.url).pathname;
/** What a user starts: it gives the program its limits of memory. */
export const launcher = new URL("../bin/docket", import.meta.url).pathname;

/** The backlog of this size: built once, then only set back to how it was. */
export function openCorpus(size: number): Corpus {
  const folder = join(cacheFolder, `v${VERSION}-${size}`);
  const root = join(folder, "app");
  const tickets = makeTickets(size);
  const pages = tickets.map((ticket) => ticketPage(ticket, tickets));
  const stamp = join(folder, "built");
  if (!existsSync(stamp)) {
    rmSync(folder, { recursive: true, force: true });
    build(root, pages);
    writeFileSync(stamp, `${size}\n`);
  } else {
    putBack(root);
  }
  return { size, root, tickets, names: pages.map((page) => page.name) };
}

/** Runs git in a folder of the corpus. */
export function git(cwd: string, ...args: readonly string[]): string {
  return runCommand({ file: "git", args: ["-c", "init.defaultBranch=main", "-c", "gc.auto=0", ...args], cwd });
}

/** Runs the program in a folder of the corpus, unmeasured. */
export function docket(cwd: string, ...args: readonly string[]): string {
  return runCommand({ file: process.execPath, args: [program, ...args], cwd });
}

export const ticketFolder = (root: string): string => join(root, "docket/tickets");

export function readTicket(root: string, name: string): string {
  return readFileSync(join(ticketFolder(root), name), "utf8");
}

export function writeTicket(root: string, name: string, text: string): void {
  writeFileSync(join(ticketFolder(root), name), text);
}

function build(root: string, pages: readonly { readonly name: string; readonly text: string }[]): void {
  mkdirSync(join(root, "src"), { recursive: true });
  git(root, "init", "-q");
  writeFileSync(join(root, "src/app.ts"), "export const app = 1;\n");
  git(root, "add", "-A");
  git(root, "commit", "-qm", "Begin");
  docket(root, "init", "--yes");
  mkdirSync(ticketFolder(root), { recursive: true });
  for (const page of pages) writeTicket(root, page.name, page.text);
  git(join(root, "docket"), "add", "-A");
  git(join(root, "docket"), "commit", "-qm", "Add the corpus");
  git(root, "repack", "-adq");
  git(root, "update-ref", MARK, "refs/heads/docket");
}

function putBack(root: string): void {
  const home = join(root, "docket");
  git(home, "reset", "-q", "--hard", MARK);
  git(home, "clean", "-qfdx");
  rmSync(join(root, ".git/docket"), { recursive: true, force: true });
}
