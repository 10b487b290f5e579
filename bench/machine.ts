import { cpus, release, totalmem, type } from "node:os";
import { runCommand } from "./measure.ts";

/** One line about the machine: what speed depends on, and nothing that names it. */
export function describeMachine(): string {
  const model = (cpus()[0]?.model ?? "unknown processor").trim();
  const gib = Math.round(totalmem() / 2 ** 30);
  const git = runCommand({ file: "git", args: ["--version"], cwd: process.cwd() }).trim();
  return `${cpus().length} cores (${model}), ${gib} GiB, ${type()} ${release()}, Node ${process.versions.node}, ${git}, caches warm`;
}
