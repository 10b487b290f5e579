import { hostname } from "node:os";
import type { ProcessIdentity } from "../ports/processes.ts";
import { isSameMachine, machineText, readMachine, said, thisMachine } from "./_machine.ts";
import { isAlive, processStart } from "./_process-alive.ts";

/** Knows processes of this machine; asks the machine who it is at most once. */
export interface Identities {
  of(pid: number): ProcessIdentity;
  alive(identity: ProcessIdentity): boolean | undefined;
  /** Whether its number still means it here, be it alive or dead. */
  ownsNumber(identity: ProcessIdentity): boolean;
}

export function identities(): Identities {
  let known: string | undefined;
  const boot = () => {
    known ??= machineText(thisMachine());
    return known;
  };
  return {
    of: (pid) => ({ pid, start: startOf(pid), boot: boot(), host: hostname() }),
    alive: (identity) => aliveHere(identity, boot()),
    ownsNumber: ({ pid, start, boot: when }) => when === boot() && [start, ""].includes(startOf(pid)),
  };
}

/**
 *   the same run of the machine      → the process table knows
 *   the same machine, started again  → it cannot have survived
 *   anything else                    → nobody here can tell; names of hosts are used more than once
 */
function aliveHere(identity: ProcessIdentity, boot: string): boolean | undefined {
  if (!Number.isSafeInteger(identity.pid) || identity.pid <= 0) return false;
  const [there, here] = [readMachine(identity.boot), readMachine(boot)];
  const isKnown = there.run !== "" && here.run !== "";
  if (isKnown && there.run === here.run) return there.space === here.space ? isThere(identity) : undefined;
  if (identity.host !== hostname()) return undefined;
  if (!isKnown) return isThere(identity);
  return isSameMachine(there, here) ? false : undefined;
}

function isThere({ pid, start }: ProcessIdentity): boolean {
  return isAlive(pid, "") && (start === "" || startOf(pid) === start);
}

/** Empty for one that is dead. Where there is no /proc, `ps` knows it to the second. */
function startOf(pid: number): string {
  if (process.platform === "linux") return processStart(pid);
  const line = said("ps", ["-o", "stat=", "-o", "lstart=", "-p", String(pid)]);
  return line.startsWith("Z") ? "" : line.replace(/^\S+\s+/, "");
}
