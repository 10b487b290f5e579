// Begins to write to a database and says so; commits a moment after a word on its input, or is killed before.
import { once } from "node:events";
import { nodeSql } from "../../../src/host/sql.ts";

const [path = ""] = process.argv.slice(2);
const database = nodeSql().open(path, "write", 0);
if (!database.ok) throw new Error(database.fault.message);
const { run, close } = database.value;
// A small cache, so that the change reaches the file, with a journal beside it, before the commit.
run("pragma cache_size = 1; begin immediate; update t set v = zeroblob(length(v))");
console.log("begun");
await once(process.stdin, "data");
// The other side blocks its whole process while it waits, so that nothing can tell us when it has begun to.
setTimeout(() => {
  run("commit");
  close();
  process.exit(0);
}, 40);
