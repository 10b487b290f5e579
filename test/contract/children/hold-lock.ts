// Takes the lock, says so, and holds it until its input ends or it is killed.
import { once } from "node:events";
import { hostname } from "node:os";
import { systemClock } from "../../../src/host/clock.ts";
import { sqliteLocks } from "../../../src/host/locks.ts";
import { systemRandom } from "../../../src/host/random.ts";

const [path = "", waitMs = "0"] = process.argv.slice(2);
const holder = {
  pid: process.pid,
  host: hostname(),
  actor: "child",
  command: "docket new",
  since: "2030-01-01T00:00:00Z",
};
const held = await sqliteLocks(systemClock(), systemRandom()).acquire(path, holder, Number(waitMs));
console.log(held.ok ? "held" : held.fault.code);
if (held.ok) {
  process.stdin.resume();
  await once(process.stdin, "end");
  held.value.release();
}
