import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type InputOptions, type Plugin, rolldown } from "rolldown";

const root = fileURLToPath(new URL("..", import.meta.url));

const STARTER = `"use strict";
// Compiled code is kept beside the program; where that cannot be written, it is compiled each time.
require("node:module").enableCompileCache?.(__dirname + "/.cache");
require("./program.cjs");
`;

/** The verbs that are called in a loop. What they need is a file of its own, so that they do not pay for reading all the others. */
const QUICK_VERBS = ["list", "show", "ready", "next", "search", "new", "edit", "move"];

/** How their answers look in a terminal. */
const QUICK_LOOKS = ["generic", "plan", "show"];

/** Packages of many small files that a part of the program holds: finding and reading the files takes longer than what is in them. */
const INSIDE = ["yaml", "picomatch", "@secretlint/secretlint-rule-preset-recommend"];

/**
 * Bundles the program into a folder: the starter `main.cjs`, `program.cjs` with the door, and in `parts/` one file for the quick verbs and
 * the pieces of all others. CommonJS starts faster than ES modules, and Node keeps its compiled code (docs/decisions/0004-start-up.md).
 */
export async function bundleProgram(folder: string, plugins: readonly Plugin[] = []): Promise<void> {
  const quick = quickModules();
  const bundle = await rolldown({
    ...options({ program: "src/main.ts" }, [...plugins, quick.plugin]),
    external: (id) => isPackage(id) && !INSIDE.some((name) => id === name || id.startsWith(`${name}/`)),
  });
  await bundle.write({
    dir: folder,
    format: "cjs",
    minify: true,
    sourcemap: true,
    sourcemapExcludeSources: true,
    entryFileNames: "[name].cjs",
    chunkFileNames: "parts/[name]-[hash].cjs",
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [
        { name: "quick", test: quick.has },
        ...INSIDE.map((name) => ({ name: fileName(name), test: `/node_modules/${name}/` })),
      ],
    },
  });
  await bundle.close();
  for (const name of INSIDE) copyLicense(name, folder);
  const starter = join(folder, "main.cjs");
  writeFileSync(starter, STARTER);
  chmodSync(starter, 0o755);
}

/** Whoever hands on a package's code hands on the terms it is given under. */
function copyLicense(name: string, folder: string): void {
  mkdirSync(join(folder, "licenses"), { recursive: true });
  const to = join(folder, "licenses", `${fileName(name)}.txt`);
  copyFileSync(join(root, "node_modules", name, "LICENSE"), to);
}

/** Bundles the library doors into a folder, as ES modules that share their pieces. */
export async function bundleLibrary(folder: string): Promise<void> {
  const bundle = await rolldown(
    options({ index: "src/index.ts", testing: "src/testing.ts", "backlog-repo": "src/backlog-repo.ts" }),
  );
  await bundle.write({
    dir: folder,
    format: "esm",
    entryFileNames: "[name].js",
    chunkFileNames: "chunks/[name]-[hash].js",
  });
  await bundle.close();
}

const fileName = (name: string): string => name.replace("/", "-").replace("@", "");

const isPackage = (id: string): boolean => !/^[./]/.test(id);

const options = (input: Readonly<Record<string, string>>, plugins: readonly Plugin[] = []): InputOptions => ({
  cwd: root,
  input,
  platform: "node",
  // Packages stay outside and are loaded where a part needs them.
  external: isPackage,
  plugins: [...plugins],
  // A module may be loaded late by one and at once by another.
  checks: { ineffectiveDynamicImport: false },
  preserveEntrySignatures: "allow-extension",
});

/** Finds out which modules the quick verbs load, beyond those that every start loads. */
function quickModules() {
  const starts = new Set<string>();
  const found = new Set<string>();
  const plugin: Plugin = {
    name: "quick-modules",
    buildEnd() {
      const follow = (id: string, into: Set<string>): void => {
        if (into.has(id)) return;
        into.add(id);
        for (const next of this.getModuleInfo(id)?.importedIds ?? []) follow(next, into);
      };
      follow(join(root, "src/main.ts"), starts);
      for (const verb of QUICK_VERBS) follow(join(root, `src/ops/${verb}.ts`), found);
      for (const look of QUICK_LOOKS) follow(join(root, `src/cli/render/${look}.ts`), found);
    },
  };
  return { plugin, has: (id: string) => found.has(id) && !starts.has(id) };
}
