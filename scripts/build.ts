// Bundles the program into dist/: one small entry and one late-loaded chunk per door or verb.
import { rmSync } from "node:fs";
import { build } from "esbuild";

const root = new URL("..", import.meta.url).pathname;
rmSync(`${root}dist`, { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints: { main: "src/main.ts", index: "src/index.ts", testing: "src/testing.ts" },
  outdir: "dist",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node24",
  packages: "external",
  chunkNames: "chunks/[name]-[hash]",
  // Half the text is half the time to compile it; DOCKET_DEBUG=1 with --enable-source-maps shows the real places.
  minify: true,
  sourcemap: "linked",
  sourcesContent: false,
  legalComments: "none",
  logLevel: "warning",
});
