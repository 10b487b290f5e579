import { readFileSync, readlinkSync } from "node:fs";

/** What is known of the machine and its present run; a part that the system does not say is an empty text. */
export interface Machine {
  /** One run of the system, from start to shutdown. */
  readonly run: string;
  /** The space of process numbers: a container has its own. */
  readonly space: string;
  /** The installation, hashed: the id itself is nobody else's business. */
  readonly id: string;
}

/** The number Linux gives to the space of a machine itself. */
const MACHINE_SPACE = "4026531836";

export function thisMachine(): Machine {
  const run = bootId();
  const space = process.platform === "linux" ? (/\d+/.exec(linkText("/proc/self/ns/pid"))?.[0] ?? "") : "";
  return { run, space, id: hashed(platformId() || fileText("/etc/machine-id")) };
}

/** Where there is no /proc, `sysctl` knows it. */
function bootId(): string {
  const told = process.platform === "linux" ? fileText("/proc/sys/kernel/random/boot_id") : "";
  return told || said("sysctl", ["-n", "kern.bootsessionuuid"]);
}

export const machineText = ({ run, space, id }: Machine): string => [run, space, id].join("/");

export function readMachine(text: string): Machine {
  const [run = "", space = "", id = ""] = text.split("/");
  return { run, space, id };
}

/** One machine that was started again, and no container: those come and go under any name. */
export function isSameMachine(one: Machine, other: Machine): boolean {
  const inOpen = [one, other].every(({ space }) => space === "" || space === MACHINE_SPACE);
  return inOpen && one.id !== "" && one.id === other.id;
}

/** What a program of the system prints; an empty text where it is missing. */
export function said(program: string, args: readonly string[]): string {
  const { spawnSync } = process.getBuiltinModule("node:child_process");
  const env = { ...process.env, LC_ALL: "C", TZ: "UTC" };
  const { status, stdout } = spawnSync(program, args, { env, encoding: "utf8", timeout: 5_000 });
  return status === 0 ? stdout.trim() : "";
}

function platformId(): string {
  if (process.platform !== "darwin") return "";
  const listing = said("ioreg", ["-rd1", "-c", "IOPlatformExpertDevice"]);
  return /"IOPlatformUUID" = "([^"]+)"/.exec(listing)?.[1] ?? "";
}

function hashed(id: string): string {
  if (id === "") return "";
  return process.getBuiltinModule("node:crypto").hash("sha256", `docket ${id}`, "hex").slice(0, 16);
}

function fileText(path: string): string {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    // Not this kind of system.
    return "";
  }
}

function linkText(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    // Not this kind of system.
    return "";
  }
}
