import { spawn, spawnSync } from "node:child_process";

/** Whether `script` of util-linux is here, which gives a program a terminal of its own. */
export const hasPty = spawnSync("script", ["--version"], { encoding: "utf8" }).stdout?.includes("util-linux") === true;

export interface PtyCall {
  readonly cwd: string;
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** What is typed, each piece when the screen has shown its words. */
  readonly typed: readonly (readonly [seen: string, keys: string])[];
}

export interface PtyAnswer {
  readonly code: number | null;
  readonly screen: string;
}

/** Runs a program on a terminal, typing as a person would: after reading. The variables are these and no others. */
export async function runOnPty({ cwd, command, env, typed }: PtyCall): Promise<PtyAnswer> {
  const line = command.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
  const child = spawn("script", ["--quiet", "--flush", "--return", "--command", line, "/dev/null"], {
    cwd,
    env: { ...process.env, SHELL: "/bin/sh", TERM: "xterm", NO_COLOR: "1", ...env },
  });
  const left = [...typed];
  let screen = "";
  let read = 0;
  child.stdin.on("error", () => undefined);
  child.stdout.on("data", (chunk: Buffer) => {
    screen += chunk.toString("utf8");
    for (let next = left[0]; next !== undefined; next = left[0]) {
      const at = screen.indexOf(next[0], read);
      if (at < 0) return;
      read = at + next[0].length;
      left.shift();
      child.stdin.write(next[1]);
    }
  });
  const { promise, resolve, reject } = Promise.withResolvers<PtyAnswer>();
  child.once("error", reject);
  child.once("close", (code) => resolve({ code, screen }));
  return promise;
}
