// Makes dist/: the program as one CommonJS file, the library doors as ES modules, and their types.
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { bundleLibrary, bundleProgram } from "./bundle.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = `${root}dist`;

rmSync(dist, { recursive: true, force: true });
await Promise.all([bundleProgram(dist), bundleLibrary(dist)]);
emitTypes();

function emitTypes(): void {
  const compiler = `${root}node_modules/typescript/bin/tsc`;
  const made = spawnSync(process.execPath, [compiler, "-p", "tsconfig.build.json"], { cwd: root, stdio: "inherit" });
  if (made.status !== 0) process.exitCode = 1;
}
