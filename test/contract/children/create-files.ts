// Waits for a word on its input, then tries to create each file; prints the numbers of those it won.
import { once } from "node:events";
import { nodeFiles } from "../../../src/host/files.ts";

const [folder = "", count = "0", mark = ""] = process.argv.slice(2);
const files = nodeFiles();
console.log("ready");
await once(process.stdin, "data");
const won: number[] = [];
for (let number = 0; number < Number(count); number++) {
  if (files.createAtomic(`${folder}/${number}`, new TextEncoder().encode(mark)).ok) won.push(number);
}
console.log(won.join(" "));
process.exit(0);
