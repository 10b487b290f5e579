// Writes the same files again and again, all of them together, and says on the way how far it is.
import { writeSync } from "node:fs";
import { nodeFiles } from "../../../src/host/files.ts";

const [folder = "", count = "0", size = "0"] = process.argv.slice(2);
const files = nodeFiles();
for (let round = 0; ; round++) {
  const bytes = new TextEncoder().encode(String(round % 10).repeat(Number(size)));
  const writes = Array.from({ length: Number(count) }, (_, at) => ({
    path: `${folder}/${at}`,
    bytes,
    how: round === 0 ? ("create" as const) : ("replace" as const),
  }));
  const done = await files.writeEach(writes, (place) => {
    if (place % 16 === 0) writeSync(1, `${round} ${place}\n`);
    return { ok: true, value: true };
  });
  if (!done.ok) throw new Error(done.fault.message);
}
