// Prints what the environment says to a process, and whether it says the same after a change.
import { processEnvironment } from "../../../src/host/environment.ts";

const first = processEnvironment();
const before = JSON.stringify(first);
process.env.DOCKET_ACTOR = "somebody else";
console.log(JSON.stringify({ environment: first, pid: process.pid, same: JSON.stringify(first) === before }));
