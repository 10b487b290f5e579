import { existsSync, readFileSync, writeFileSync } from "node:fs";

const BEGIN = "<!-- bench: begin (written by npm run bench) -->";
const END = "<!-- bench: end -->";

/** Replaces the generated block of docs/performance.md; everything around it stays. */
export function writePage(file: string, block: string): void {
  const text = existsSync(file) ? readFileSync(file, "utf8") : `# Performance\n\n${BEGIN}\n${END}\n`;
  const [from, to] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`${file} has lost its markers: ${BEGIN} … ${END}`);
  writeFileSync(file, `${text.slice(0, from)}${BEGIN}\n\n${block.trim()}\n\n${text.slice(to)}`);
}
