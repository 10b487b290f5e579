// Takes a ticket as an engine, and stops itself right before git is asked to publish; says what git and Docket made of it then.
import { once } from "node:events";
import { systemGit } from "../../../src/host/git.ts";
import type { Git } from "../../../src/ports/git.ts";
import { forward, must, realClaims, wish } from "../../rigs/claims.ts";

const [repo = "", id = "", remote = "none"] = process.argv.slice(2);
const real = systemGit();
const publishing = remote === "none" ? "update-ref" : "push";
let armed = false;
const refusals: string[] = [];
const git: Git = {
  run: async (call) => {
    const isIt = armed && call.args[0] === publishing;
    if (isIt && refusals.length === 0) process.kill(process.pid, "SIGSTOP");
    const answer = await real.run(call);
    if (isIt && answer.ok && answer.value.code !== 0)
      refusals.push(answer.value.stderr + new TextDecoder().decode(answer.value.stdout));
    return answer;
  },
};
const claims = realClaims(repo, { remote }, { git });
const claim = must(await claims.take(wish(id, "sleeper", { kind: "engine" })));
console.log("taken");
await once(process.stdin, "data");
armed = true;
const published = await claims.publish(forward(repo, claim));
console.log(JSON.stringify({ refusals, fault: published.ok ? undefined : published.fault }));
process.exit(0);
