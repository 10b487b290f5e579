// Runs something that does not end by itself, and prints who it is; a word on its input makes it exit at once.
import { systemProcesses } from "../../../src/host/processes.ts";

process.stdin.once("data", () => process.exit(5));
await systemProcesses().run({
  command: { shell: "sleep 600 & echo $! > worker; wait" },
  cwd: process.argv[2] ?? ".",
  limitMs: 600_000,
  keepBytes: 100,
  started: (identity) => console.log(JSON.stringify(identity)),
});
