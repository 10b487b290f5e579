import { writeFileSync } from "node:fs";
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
