// Waits for a word, then tries to take each ticket in an order of its own; prints what it won, and who has the others.
import { once } from "node:events";
import { realClaims, wish } from "../../rigs/claims.ts";
import { shuffled } from "../shuffled.ts";

const [repo = "", name = "", remote = "none", seed = "0", ...tickets] = process.argv.slice(2);
const claims = realClaims(repo, { remote });
console.log("ready");
await once(process.stdin, "data");
const won: Record<string, number> = {};
const heldBy: Record<string, string> = {};
const faults: string[] = [];
for (const id of shuffled(tickets, Number(seed))) {
  const taken = await claims.take(wish(id, name));
  if (taken.ok) won[id] = taken.value.token;
  else if (taken.fault.code === "claim-held") heldBy[id] = /is held by (\S+)/.exec(taken.fault.message)?.[1] ?? "";
  else faults.push(`${id}: ${taken.fault.code}: ${taken.fault.message}`);
}
console.log(JSON.stringify({ won, heldBy, faults }));
process.exit(0);
