import { readFileSync, writeFileSync } from "node:fs";
import { systemClock } from "../../src/host/clock.ts";
import { nodeFiles } from "../../src/host/files.ts";
import { systemGit } from "../../src/host/git.ts";
import { systemProcesses } from "../../src/host/processes.ts";
import { nodeSql } from "../../src/host/sql.ts";
import { initOp } from "../../src/ops/init.ts";
import { trustOp } from "../../src/ops/trust.ts";
import type { World } from "../../src/ports/world.ts";
import { testWorld } from "../../src/twins/test-world.ts";
import { makeRepo, type Repo } from "./repo.ts";
import type { TempFolder } from "./temp.ts";

/** A program that answers like a model: `reply` is JavaScript over `question`, the document it was given, and `print`. Gives its command line. */
export function modelScript(temp: TempFolder, reply: string, name = "model.mjs"): string {
  const path = temp.at(name);
  writeFileSync(
    path,
    [
      'import { readFileSync as readInput } from "node:fs";',
      'const question = JSON.parse(readInput(0, "utf8"));',
      'const print = (value) => process.stdout.write(typeof value === "string" ? value : JSON.stringify(value));',
      reply,
    ].join("\n"),
  );
  return `"${process.execPath}" "${path}"`;
}

/** A world with real files, git, processes and time. */
export const modelWorld = (): World => ({
  ...testWorld(),
  ...{ clock: systemClock(), files: nodeFiles(), git: systemGit(), sql: nodeSql(), processes: systemProcesses() },
});

export interface ModelSetup {
  /** Whether a person agreed to the command; yes unless told. */
  readonly trusted?: boolean;
  /** More lines under `models:`, indented. */
  readonly models?: string;
  /** More settings. */
  readonly settings?: string;
  readonly files?: Readonly<Record<string, string>>;
}

/** A project with a backlog whose settings name a program that answers so. */
export async function modelProject(world: World, reply: string, setup: ModelSetup = {}): Promise<Repo> {
  const { trusted = true, models = "", settings = "", files = {} } = setup;
  const repo = makeRepo();
  const call = { cwd: repo.path, as: "mika", door: "person", dryRun: false } as const;
  repo.write("package.json", '{"name":"shop","scripts":{"test":"node --test"}}\n');
  for (const [path, text] of Object.entries(files)) repo.write(path, text);
  const made = await initOp.run(world, call, { home: "tree", folder: "docket" });
  if (!made.ok) throw new Error(made.fault.message);
  repo.git("add", ".");
  const command = JSON.stringify(modelScript(repo.temp, reply));
  const before = readFileSync(`${repo.path}/docket/docket.yaml`, "utf8");
  repo.write("docket/docket.yaml", `${before}\nmodels:\n  command: ${command}\n${models}${settings}`);
  const agreed = trusted ? await trustOp.run(world, call, {}) : undefined;
  if (agreed?.ok === false) throw new Error(agreed.fault.message);
  return repo;
}
