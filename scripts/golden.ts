// Rewrites every generated reference; a person reviews the difference.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { references } from "./reference/all.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
for (const { path, make } of references) {
  mkdirSync(dirname(`${root}${path}`), { recursive: true });
  writeFileSync(`${root}${path}`, await make());
  console.log(`wrote ${path}`);
}
