import { availableParallelism, homedir, hostname, userInfo } from "node:os";
import type { Environment } from "../ports/environment.ts";

/** Every variable the program reads, but for the token and address of GitHub, which nobody but forge.ts sees. */
const VARIABLES = [
  // Said to Docket itself.
  "DOCKET_ACTOR",
  "DOCKET_ORDER",
  "DOCKET_NOW",
  "DOCKET_SEED",
  // The terminal and the person's choices about it.
  "NO_COLOR",
  "FORCE_COLOR",
  "COLUMNS",
  "TERM",
  "CI",
  "EDITOR",
  "VISUAL",
  // Where git says the repository is, and who the person is.
  "GIT_DIR",
  "GIT_WORK_TREE",
  "USER",
  "LOGNAME",
  "USERNAME",
  // Where programs are, to tell that a tool is not installed without starting it.
  "PATH",
  // Marks that coding agents leave for the programs they start.
  "AI_AGENT",
  "CLAUDECODE",
  "CODEX_SANDBOX",
  "CODEX_THREAD_ID",
  "GEMINI_CLI",
  "CURSOR_AGENT",
  "OPENCODE_CLIENT",
] as const;

/** What the process was started with; read once. */
export function processEnvironment(): Environment {
  return {
    cwd: startFolder(),
    home: homeFolder(),
    user: process.env.USER || process.env.LOGNAME || userName(),
    pid: process.pid,
    program: [process.execPath, process.argv[1] ?? ""],
    host: hostname(),
    machine: { platform: process.platform, arch: process.arch, node: process.versions.node },
    cores: availableParallelism(),
    variables: Object.fromEntries(VARIABLES.map((name) => [name, process.env[name]])),
    secrets: secretsOf(process.env),
  };
}

/** A short value is a switch or a number and would be found in every other word. */
const SHORTEST_SECRET = 8;
const SECRET_NAME = /(^|_)(TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|API_?KEY|KEY|CREDENTIAL)S?(_|$)/i;
/** Git passes settings on in pairs of variables; the half with this name is the name of a setting. */
const NO_SECRET = /^GIT_CONFIG_KEY_/;

function secretsOf(variables: Readonly<Record<string, string | undefined>>): Environment["secrets"] {
  return Object.entries(variables).flatMap(([name, value = ""]) =>
    SECRET_NAME.test(name) && !NO_SECRET.test(name) && value.trim().length >= SHORTEST_SECRET ? [{ name, value }] : [],
  );
}

/** A shell may stand in a folder that was deleted; the answer is then its name, and every verb says that nothing is there. */
function startFolder(): string {
  try {
    return process.cwd();
  } catch {
    // A shell that could not find its own place leaves this empty.
    return process.env.PWD || "/";
  }
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A user without an entry in the system's list has no name.
    return "";
  }
}

function homeFolder(): string | undefined {
  try {
    return homedir() || undefined;
  } catch {
    // A user without an entry in the system's list has no home.
    return undefined;
  }
}
