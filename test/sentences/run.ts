import { judge } from "./judge.ts";

/** `node test/sentences/run.ts commander FOLDER`: the figures for a code base that lies in a folder with a backlog. */
const [base = "", folder = "."] = process.argv.slice(2);
process.stdout.write(`${JSON.stringify(await judge(base, folder), null, 2)}\n`);
