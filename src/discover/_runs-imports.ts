import { posix } from "node:path";
import type { Files } from "../ports/files.ts";

const MAX_TEST_BYTES = 1_000_000;
const MAX_IMPORTS = 5;
/** `from "../a.js"`, `import("../a")`, `require("../a")`, `import "../a"`: relative ones, which are the project's own. */
const IMPORT = /(?:\bfrom|\bimport|\brequire)\s*\(?\s*["'](\.{1,2}\/[^"'\n]{1,300})["']/g;
const ENDS = ["", ".js", ".ts", ".tsx", ".jsx", ".mjs", ".cjs", "/index.js", "/index.ts"];

/**
 * Files of the project that a test file imports: where its assertion fails the trace names the test alone, and what it tests is among
 * these. For other languages than JavaScript and TypeScript nothing is known.
 */
export function importsOf(files: Files, root: string, path: string): readonly string[] {
  const read = files.read(`${root}/${path}`, MAX_TEST_BYTES);
  if (!read.ok) return [];
  const named = [...new TextDecoder().decode(read.value).matchAll(IMPORT)].map(([, name = ""]) =>
    posix.normalize(posix.join(posix.dirname(path), name)),
  );
  const there = named.flatMap((name) => fileOf(files, root, name) ?? []);
  return [...new Set(there)].slice(0, MAX_IMPORTS);
}

/** An import may leave the ending out, or name the one that the built file will have. */
function fileOf(files: Files, root: string, name: string): string | undefined {
  if (name.startsWith("../")) return undefined;
  const bare = name.replace(/\.js$/, "");
  const tried = [...ENDS.map((end) => name + end), `${bare}.ts`, `${bare}.tsx`];
  return tried.find((path) => files.stat(`${root}/${path}`)?.isFile() === true);
}
