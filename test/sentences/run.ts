import { judge } from "./judge.ts";

/**
 * `node test/sentences/run.ts commander FOLDER`: the figures for a code base that lies in a folder with a fresh backlog. What is wrong is told
 * of the tuned half only, so that nobody mends by the other.
 */
const [base = "", folder = "."] = process.argv.slice(2);
const { tuned, heldOut, misses } = await judge(base, folder);
const told = misses.filter((line) => line.startsWith("tuned"));
process.stdout.write(`${JSON.stringify({ tuned, heldOut, misses: told }, null, 2)}\n`);
