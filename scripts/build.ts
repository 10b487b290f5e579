// Bundles into dist/: the program as one CommonJS file, the library doors as ES modules.
import { chmodSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
rmSync(`${root}dist`, { recursive: true, force: true });

const common: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  target: "node24",
  packages: "external",
  legalComments: "none",
  logLevel: "warning",
};

// One CommonJS file starts faster than many ES modules, loads its libraries only where a verb needs them, and lets Node keep
// the compiled code (docs/decisions/0004-start-up.md).
await build({
  ...common,
  entryPoints: ["src/main.ts"],
  outfile: "dist/program.cjs",
  format: "cjs",
  minify: true,
  sourcemap: "linked",
  sourcesContent: false,
  define: { "import.meta.url": "__moduleUrl" },
  banner: { js: 'const __moduleUrl = "file://" + encodeURI(__filename);' },
});
writeFileSync(
  `${root}dist/main.cjs`,
  '"use strict";\n// Compiled code is kept beside the program; where that cannot be written, it is compiled each time.\nrequire("node:module").enableCompileCache?.(__dirname + "/.cache");\nrequire("./program.cjs");\n',
);
chmodSync(`${root}dist/main.cjs`, 0o755);

await build({
  ...common,
  entryPoints: { index: "src/index.ts", testing: "src/testing.ts" },
  outdir: "dist",
  splitting: true,
  format: "esm",
  chunkNames: "chunks/[name]-[hash]",
});
