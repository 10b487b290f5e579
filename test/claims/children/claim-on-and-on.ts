// Takes, renews and releases tickets without end; prints a line for each claim that was written, until somebody kills it.
import { author, realClaims, wish } from "../../rigs/claims.ts";

const [repo = "", remote = "none", ...tickets] = process.argv.slice(2);
const claims = realClaims(repo, { remote, leaseMs: 4 });
for (;;) {
  for (const id of tickets) {
    const taken = await claims.take(wish(id, "doomed"));
    if (!taken.ok) throw new Error(taken.fault.message);
    const renewed = await claims.renew(taken.value, author("doomed"));
    if (!renewed.ok) throw new Error(renewed.fault.message);
    console.log(`${id} ${renewed.value.token}`);
    const released = await claims.release(renewed.value, author("doomed"), { reason: "on and on" });
    if (!released.ok) throw new Error(released.fault.message);
  }
}
