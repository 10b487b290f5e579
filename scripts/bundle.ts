import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build, type Plugin } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));

const common: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  target: "node24",
  packages: "external",
  legalComments: "none",
  logLevel: "warning",
};

const STARTER = `"use strict";
// Compiled code is kept beside the program; where that cannot be written, it is compiled each time.
require("node:module").enableCompileCache?.(__dirname + "/.cache");
require("./program.cjs");
`;

/**
 * Bundles the program into a folder: `program.cjs` and the starter `main.cjs`. One CommonJS file starts faster than many ES
 * modules, loads its libraries only where a verb needs them, and lets Node keep the compiled code (docs/decisions/0004-start-up.md).
 */
export async function bundleProgram(folder: string, plugins: readonly Plugin[] = []): Promise<void> {
  await build({
    ...common,
    plugins: [...plugins],
    entryPoints: ["src/main.ts"],
    outfile: join(folder, "program.cjs"),
    format: "cjs",
    minify: true,
    sourcemap: "linked",
    sourcesContent: false,
    define: { "import.meta.url": "__moduleUrl" },
    banner: { js: 'const __moduleUrl = "file://" + encodeURI(__filename);' },
  });
  const starter = join(folder, "main.cjs");
  writeFileSync(starter, STARTER);
  chmodSync(starter, 0o755);
}

/** Bundles the library doors into a folder, as ES modules that share their pieces. */
export async function bundleLibrary(folder: string): Promise<void> {
  await build({
    ...common,
    entryPoints: { index: "src/index.ts", testing: "src/testing.ts" },
    outdir: folder,
    splitting: true,
    format: "esm",
    chunkNames: "chunks/[name]-[hash]",
  });
}
