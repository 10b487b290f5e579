// Adds one to the number in a file, many times, each time under the lock: a lost update shows in the sum.
import { hostname } from "node:os";
import { systemClock } from "../../../src/host/clock.ts";
import { nodeFiles } from "../../../src/host/files.ts";
import { sqliteLocks } from "../../../src/host/locks.ts";
import { systemRandom } from "../../../src/host/random.ts";

const [lock = "", file = "", times = "0"] = process.argv.slice(2);
const holder = { pid: process.pid, host: hostname(), actor: "child", command: "count", since: "2030-01-01T00:00:00Z" };
const files = nodeFiles();
const locks = sqliteLocks(systemClock(), systemRandom());
for (let time = 0; time < Number(times); time++) {
  const held = await locks.acquire(lock, holder, 60_000);
  if (!held.ok) throw new Error(held.fault.message);
  const bytes = files.read(file, 100);
  const count = bytes.ok ? Number(new TextDecoder().decode(bytes.value)) : 0;
  const written = files.writeAtomic(file, new TextEncoder().encode(String(count + 1)));
  if (!written.ok) throw new Error(written.fault.message);
  held.value.release();
}
