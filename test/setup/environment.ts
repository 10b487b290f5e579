import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Scratch } from "./scratch.ts";

type Variables = Record<string, string | undefined>;

/** Variables of the caller that tests may see. Everything else is dropped, so no user's settings change a result. */
const KEPT = [/^PATH$/i, /^TMPDIR$/, /^TE?MP$/i, /^SystemRoot$/i, /^DOCKET_LONG$/, /^VITEST/, /^NODE_EXTRA_CA_CERTS$/];

const GIT_CONFIG = `[user]
\tname = Test Person
\temail = person@example.com
[init]
\tdefaultBranch = main
[commit]
\tgpgSign = false
[protocol "file"]
\tallow = always
[gc]
\tauto = 0
[maintenance]
\tauto = false
[advice]
\tdetachedHead = false
`;

/** Makes a folder with an empty home and a git configuration of its own. */
export function makeTestHome({ folder: place }: Scratch): string {
  const folder = realpathSync(mkdtempSync(join(place, "docket-home-")));
  mkdirSync(join(folder, "home"));
  writeFileSync(join(folder, "gitconfig"), GIT_CONFIG);
  return folder;
}

/** The whole environment of a test: what is kept of the caller's, and fixed values for the rest. */
export function hermeticEnvironment(from: Variables, testHome: string): Record<string, string> {
  const kept = Object.entries(from).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && KEPT.some((name) => name.test(entry[0])),
  );
  return {
    ...Object.fromEntries(kept),
    HOME: join(testHome, "home"),
    GIT_CONFIG_GLOBAL: join(testHome, "gitconfig"),
    GIT_CONFIG_NOSYSTEM: "1",
    TZ: "UTC",
    LANG: "C.UTF-8",
    NO_COLOR: "1",
  };
}

/** Replaces the environment of this process, and so of every process it starts. */
export function enterHermeticEnvironment(scratch: Scratch): void {
  const places = { TMPDIR: scratch.folder, DOCKET_TEST_DISK: scratch.disk };
  const next = { ...hermeticEnvironment(process.env, makeTestHome(scratch)), ...places };
  for (const name of Object.keys(process.env)) {
    if (!(name in next)) delete process.env[name];
  }
  Object.assign(process.env, next);
}
