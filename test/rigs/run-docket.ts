import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { projectRoot } from "./root.ts";

export interface DocketCall {
  readonly cwd: string;
  readonly args: readonly string[];
  /** Added to the hermetic environment of the tests. */
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string | Uint8Array;
  /** `bin`: through the launcher, as a user does; `main` (default): the bundle directly, on this Node. */
  readonly through?: "bin" | "main";
}

export interface DocketAnswer {
  /** Undefined when a signal ended the process. */
  readonly code: number | undefined;
  readonly signal: string | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

const MAIN = `${projectRoot}dist/main.cjs`;

/** Runs the built program to its end. */
export async function runDocket(call: DocketCall): Promise<DocketAnswer> {
  if (!existsSync(MAIN)) throw new Error("dist/main.cjs is missing: run `npm run build` (npm test does it by itself)");
  const [command, ...first] = call.through === "bin" ? [`${projectRoot}bin/docket`] : [process.execPath, MAIN];
  const child = spawn(command ?? "", [...first, ...call.args], { cwd: call.cwd, env: { ...process.env, ...call.env } });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
  // A program that ends without reading its input closes the pipe; that is its right.
  child.stdin.on("error", () => undefined);
  child.stdin.end(call.stdin ?? "");
  const { promise, resolve, reject } = Promise.withResolvers<DocketAnswer>();
  child.once("error", reject);
  child.once("close", (code, signal) =>
    resolve({
      code: code ?? undefined,
      signal: signal ?? undefined,
      stdout: Buffer.concat(stdout).toString("utf8"),
      stderr: Buffer.concat(stderr).toString("utf8"),
    }),
  );
  return promise;
}

/** Runs a verb with `--json` that must succeed, and gives its document. */
export async function docketJson(cwd: string, ...args: readonly string[]): Promise<unknown> {
  const answer = await runDocket({ cwd, args: [...args, "--json"] });
  if (answer.code !== 0) throw new Error(`docket ${args.join(" ")} → ${answer.code}\n${answer.stdout}${answer.stderr}`);
  const document: unknown = JSON.parse(answer.stdout);
  return document;
}
