import { copyFileSync, mkdirSync, mkdtempSync, realpathSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "rolldown";
import { bundleProgram } from "../../scripts/bundle.ts";

const root = join(import.meta.dirname, "..", "..");

/**
 * Bundles the real main.ts with the sample ops in the place of the table of verbs, and returns the folder: `bin/docket`
 * and `dist/main.cjs` lie in it as they do in the package. It lies under node_modules so that packages are found from it.
 */
export async function buildSampleProgram(): Promise<string> {
  const cache = join(realpathSync(join(root, "node_modules")), ".cache");
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, "docket sample "));
  mkdirSync(join(folder, "bin"));
  copyFileSync(join(root, "bin", "docket"), join(folder, "bin", "docket"));
  copyFileSync(join(root, "package.json"), join(folder, "package.json"));
  await bundleProgram(join(folder, "dist"), [sampleTable]);
  return folder;
}

const sampleTable: Plugin = {
  name: "sample-table",
  resolveId: (id) => (id.endsWith("ops/table.ts") ? join(root, "test/doors/sample-ops.ts") : undefined),
};
