// Rewrites every generated reference; a person reviews the difference.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { references } from "./reference/all.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
for (const { path, make } of references) {
  writeFileSync(`${root}${path}`, await make());
  console.log(`wrote ${path}`);
}
