import type { Finding } from "../std/finding.ts";
import type { Change, FileChange } from "./change.ts";
import { cleanGlob, globMatcher, isGlobalWildcard, type Matcher } from "./globs.ts";
import { MIN_OVERRIDE_REASON_CHARS } from "./limits.ts";
import { judgePackageScripts } from "./package-scripts.ts";
import { bounded, finding, type GateCode, WHOLE_CHANGE } from "./rules.ts";

/** What an order may change: globs from the repository's root. Deny beats allow; an empty allow denies everything. */
export interface Scope {
  readonly allow: readonly string[];
  readonly deny: readonly string[];
  /** Permission for a wildcard that covers everything. */
  readonly override?: { readonly reason: string; readonly expires: string };
}

export interface ScopeRules {
  /** Globs of files that define the proof. */
  readonly protectedFiles: readonly string[];
  readonly protectPackageScripts: boolean;
  /** The folder of the backlog, such as `docket`. */
  readonly backlogFolder: string;
  readonly nowMs: number;
}

/** Holds every changed path, both ends of a rename and the working tree included, against the scope of an order. */
export function judgeScope(change: Change, scope: Scope, rules: ScopeRules): readonly Finding[] {
  const judge = pathJudge(scope, rules);
  const paths = change.files.flatMap((file) => endsOf(file));
  const seen = new Set<string>();
  const onPaths = paths.filter((path) => !seen.has(path) && seen.add(path)).flatMap((path) => judge(path) ?? []);
  return bounded([
    ...judgeScopeItself(scope, rules.nowMs),
    ...onPaths,
    ...change.files.flatMap((file) => judgeLink(file) ?? []),
    ...judgeNested(change),
    ...(rules.protectPackageScripts ? judgePackageScripts(change, scope.allow) : []),
  ]);
}

/** What is wrong with a scope before anything was changed. */
export function judgeScopeItself(scope: Scope, nowMs: number): readonly Finding[] {
  const broken = [...scope.allow, ...scope.deny].filter((pattern) => cleanGlob(pattern) === undefined);
  const wildcards = scope.allow.filter(isGlobalWildcard);
  return [
    ...broken.map((pattern) =>
      finding("scope-pattern-invalid", WHOLE_CHANGE, {
        message: `${JSON.stringify(pattern.slice(0, 80))} is no pattern for paths in the repository`,
        hint: "write globs from the repository's root, such as src/cache/**",
      }),
    ),
    ...(scope.allow.length > 0 ? [] : [emptyScope()]),
    ...wildcards.flatMap((pattern) => judgeWildcard(pattern, scope, nowMs) ?? []),
  ];
}

const endsOf = ({ path, from }: FileChange): readonly string[] => (from === undefined ? [path] : [from, path]);

const emptyScope = (): Finding =>
  finding("scope-empty", WHOLE_CHANGE, {
    message: "the scope allows nothing",
    hint: "give the ticket a scope, such as scope: {allow: [src/cache/**]}, with: docket edit ID",
  });

function judgeWildcard(pattern: string, { override }: Scope, nowMs: number): Finding | undefined {
  const say = (code: GateCode, message: string): Finding =>
    finding(code, WHOLE_CHANGE, {
      message,
      hint: `name the folders that are meant, or give scope.override a reason of ${MIN_OVERRIDE_REASON_CHARS} characters or more and a day on which it expires`,
    });
  const what = `the scope allows ${JSON.stringify(pattern)}, which is everything`;
  if (override === undefined) return say("scope-wildcard", `${what}, without scope.override`);
  if (override.reason.trim().length < MIN_OVERRIDE_REASON_CHARS)
    return say("scope-wildcard", `${what}, and the reason is too short`);
  const endMs = endOf(override.expires);
  if (endMs === undefined) return say("scope-wildcard", `${what}, and ${JSON.stringify(override.expires)} is no day`);
  return endMs > nowMs
    ? undefined
    : say("scope-override-expired", `${what}, and the permission ended ${override.expires}`);
}

/** A day lasts to its end in UTC; a time is exact. */
function endOf(expires: string): number | undefined {
  const isDay = /^\d{4}-\d\d-\d\d$/.test(expires);
  if (!isDay && !/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(expires)) return undefined;
  const ms = Date.parse(isDay ? `${expires}T23:59:59.999Z` : expires);
  return Number.isNaN(ms) ? undefined : ms;
}

function pathJudge(scope: Scope, rules: ScopeRules): (path: string) => Finding | undefined {
  const isDenied = globMatcher(scope.deny);
  const isAllowed = globMatcher(scope.allow);
  // A disk may take two spellings for one file, so the ones that matter most are protected in any spelling.
  const isProtected = globMatcher(rules.protectedFiles, { anyCase: true });
  const isBacklog: Matcher = globMatcher([rules.backlogFolder, `${rules.backlogFolder}/**`], { anyCase: true });
  const named = new Set(scope.allow.map(cleanGlob));
  return (path) => {
    if (isDenied(path)) return refuse("scope-denied", path, "the scope denies it");
    if (named.has(path)) return undefined;
    if (isBacklog(path)) return refuse("scope-backlog", path, "it belongs to the backlog, which Docket alone writes");
    if (isProtected(path))
      return refuse("scope-protected", path, "it defines the proof and is not named in scope.allow");
    return isAllowed(path) || scope.allow.length === 0
      ? undefined
      : refuse("scope-outside", path, "the scope does not cover it");
  };
}

function refuse(code: GateCode, path: string, why: string): Finding {
  return finding(code, path, {
    message: `${path} was changed, but ${why}`,
    hint: `take the change back (git checkout <base> -- <path>), or let a person name ${JSON.stringify(path)} in the ticket's scope.allow`,
  });
}

function judgeLink({ path, linkEnd, linkTarget }: FileChange): Finding | undefined {
  if (linkEnd === undefined || linkEnd === "inside") return undefined;
  const target = linkTarget === undefined ? "" : ` (${JSON.stringify(linkTarget)})`;
  return linkEnd === "outside"
    ? finding("link-outside", path, {
        message: `${path} is a link that leads out of the repository${target}`,
        hint: "commit the file itself, or link to a path inside the repository",
      })
    : finding("link-broken", path, {
        message: `${path} is a link that leads nowhere${target}`,
        hint: "remove the link, or commit what it points to",
      });
}

/** A submodule comes with its line in .gitmodules; without one nobody could ever get what is in the folder. */
function judgeNested({ files }: Change): readonly Finding[] {
  const named = files.find(({ path }) => path === ".gitmodules")?.addedLines ?? [];
  const isNamed = (path: string): boolean => named.some(({ text }) => /^\s*path\s*=\s*(.*)$/.exec(text)?.[1] === path);
  return files
    .filter(({ mode, kind, path }) => mode === "submodule" && kind !== "modified" && !isNamed(path))
    .map(({ path }) =>
      finding("repository-nested", path, {
        message: `${path} is a repository of its own: of it only the id of a commit would be kept, and none of its files`,
        hint: "remove its .git folder and commit the files, or add it as a submodule",
      }),
    );
}
