import type { Atom } from "../evidence/atom.ts";
import type { Sighting } from "../evidence/sighting.ts";
import type { World } from "../ports/world.ts";
import type { Fault } from "../std/fault.ts";
import type { Finding } from "../std/finding.ts";
import type { Result } from "../std/result.ts";
import type { OrderRecord } from "./order-record.ts";

/** One place where problems can be seen. A new source is one file here and one line in the table. */
export interface Source {
  readonly name: string;
  /** One sentence for help and docs. */
  readonly summary: string;
  /** Whether there is anything to look at in this repository; else why not. Cheap: no tool is started. */
  applies(look: Look): Promise<Applies>;
  /** Looks. A fault means that nothing can be said: no atom is added and none is gone. */
  collect(look: Look): Promise<Result<Seen>>;
  /** Atoms with the same answer become one ticket: a linter's rule in one folder, an advisory's package. */
  group(atom: Atom): string;
  /** The ticket for atoms of one group, and how anybody can tell that it is done. */
  advise(atoms: readonly Atom[]): Advice;
}

export type Applies = { readonly applies: true } | { readonly applies: false; readonly why: string };

/** What a source is given for one look. */
export interface Look {
  readonly world: Pick<World, "files" | "git" | "processes" | "clock" | "environment" | "forge">;
  /** The checkout that is looked at, an absolute path with links resolved. */
  readonly root: string;
  /** The source's own settings, defaults filled in. */
  readonly settings: SourceSettings;
  /** Only what changed since then, for sources that can tell; such a look never goes to the end. */
  readonly since?: Date;
  readonly limitMs: number;
  /** Set when the look must end: its time is up, or somebody said so. */
  readonly stop: AbortSignal;
  /** Says whether a command out of the settings may be run here. */
  readonly mayRun: (command: string) => Result<void>;
  readonly progress: (done: number, total: number) => void;
  /** Private folder of this source for answers it may ask for again; it may be deleted at any time. */
  readonly cacheFolder?: string;
  /** The work orders of this backlog; absent where there is none. */
  readonly orders?: () => Promise<Result<readonly OrderRecord[]>>;
}

export interface SourceSettings {
  /** Runs the tool and prints its report; chosen by what the repository uses when absent. */
  readonly command?: string;
  /** File that holds the report; the command's output when absent. */
  readonly report?: string;
  /** Globs of files to look at, and of files not to. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** `owner/name` at the forge; that of the remote `origin` when absent. */
  readonly repository?: string;
  /** Only issues with one of these labels; all when absent or empty. */
  readonly labels?: readonly string[];
  /** Percent below which a gap is one, for sources that measure. */
  readonly threshold?: number;
}

export interface Seen {
  readonly sightings: readonly Sighting[];
  /** True when the source looked at all there is, so that what it did not see is gone. */
  readonly isWhole: boolean;
  /**
   * Files it could not look into, from the root; a folder ends with a slash and stands for all in it. A look can be whole but for them:
   * what is known of them is neither seen nor gone.
   */
  readonly unread?: readonly string[];
  /** What was in the way: a file that could not be read, a report that ends in the middle. */
  readonly findings: readonly Finding[];
}

/** What a ticket made of a group says. */
export interface Advice {
  readonly title: string;
  readonly kind: string;
  /** Why this is work, in Markdown; the atoms are listed by Docket itself. */
  readonly context: string;
  readonly description: string;
  /** Each something that can be checked. */
  readonly criteria: readonly string[];
  readonly testNotes: string;
  /** Globs the work may touch; empty when evidence does not tell, and a person has to. */
  readonly scope: readonly string[];
  /** Names of gates in the settings, such as `test`; never a command of the source's own. */
  readonly verify: readonly string[];
  /** False where no test of the project can fail for it: an advisory, a secret. Else the ticket's kind says whether one must. */
  readonly redGreen?: boolean;
}

/** Kept beside the atoms: how each source's last look went. */
export type Outcome =
  | { readonly source: string; readonly seen: Seen; readonly durationMs: number }
  | { readonly source: string; readonly skipped: string }
  | { readonly source: string; readonly fault: Fault; readonly durationMs: number };
