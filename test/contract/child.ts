import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";

export interface Child {
  readonly process: ChildProcess;
  /** The next line it prints; rejects when it ends without one. */
  line(): Promise<string>;
  ended: Promise<number | null>;
}

/** Runs a script of the folder `children` on this Node; it is stopped when the test ends. */
export function startChild(script: string, ...args: readonly string[]): Child {
  const path = new URL(`children/${script}`, import.meta.url).pathname;
  const child = spawn(process.execPath, [path, ...args], { stdio: ["pipe", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = async () => {
    const next = await lines.next();
    if (next.done) throw new Error(`${script} ended without a line`);
    return next.value;
  };
  return { process: child, line, ended };
}
