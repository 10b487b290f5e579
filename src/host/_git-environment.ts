/**
 * Settings every git call gets, whatever the user's configuration says: a call does what its arguments say and no more, and
 * prints the same for everybody. Names, credentials and transports stay the user's.
 */
export const NEUTRAL_SETTINGS: readonly string[] = [
  "core.hooksPath=/dev/null",
  "core.fsmonitor=false",
  "core.quotePath=false",
  "core.pager=cat",
  "color.ui=false",
  "commit.gpgSign=false",
  "tag.gpgSign=false",
  "push.gpgSign=false",
  "log.showSignature=false",
  "i18n.commitEncoding=UTF-8",
  "i18n.logOutputEncoding=UTF-8",
  "push.followTags=false",
  "push.recurseSubmodules=no",
  "fetch.recurseSubmodules=no",
  "submodule.recurse=false",
].flatMap((setting) => ["-c", setting]);

/**
 * Variables by which a git that called us (from a hook, an alias, a merge driver) points at its own repository, index or way
 * of reading paths. Inherited, they would send our calls to the wrong place.
 */
const NOT_INHERITED = [
  "GIT_CONFIG",
  "GIT_DIR",
  "GIT_WORK_TREE",
  "GIT_INDEX_FILE",
  "GIT_COMMON_DIR",
  "GIT_PREFIX",
  "GIT_NAMESPACE",
  "GIT_OBJECT_DIRECTORY",
  "GIT_ALTERNATE_OBJECT_DIRECTORIES",
  "GIT_QUARANTINE_PATH",
  "GIT_SHALLOW_FILE",
  "GIT_GRAFT_FILE",
  "GIT_REPLACE_REF_BASE",
  "GIT_NO_REPLACE_OBJECTS",
  "GIT_IMPLICIT_WORK_TREE",
  "GIT_INTERNAL_SUPER_PREFIX",
  "GIT_LITERAL_PATHSPECS",
  "GIT_GLOB_PATHSPECS",
  "GIT_NOGLOB_PATHSPECS",
  "GIT_ICASE_PATHSPECS",
  "GIT_EXTERNAL_DIFF",
  "GIT_DIFF_OPTS",
  "GIT_OPTIONAL_LOCKS",
  "LANG",
  "LANGUAGE",
  "LC_ALL",
  "LC_MESSAGES",
] as const;

const NEUTRAL_VARIABLES = {
  GIT_TERMINAL_PROMPT: "0",
  GIT_PAGER: "cat",
  GIT_EDITOR: ":",
  GIT_SEQUENCE_EDITOR: ":",
  GIT_ADVICE: "0",
  LC_ALL: "C",
} as const;

export type Variables = Readonly<Record<string, string | undefined>>;

/** The environment of one call: the caller's own, made neutral, and what the call adds last. */
export function gitEnvironment(inherited: Variables, added: Variables = {}): Record<string, string | undefined> {
  const environment = { ...inherited };
  for (const name of NOT_INHERITED) delete environment[name];
  return { ...environment, ...NEUTRAL_VARIABLES, ...added };
}
