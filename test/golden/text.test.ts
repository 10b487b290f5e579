import { expect, test } from "vitest";
import { gitIn, makeRepo } from "../rigs/repo.ts";
import { runDocket } from "../rigs/run-docket.ts";

/** One line of a session: what a person types; `$1`, `$2` … stand for the tickets in the order of their making. */
const SESSION: readonly (readonly string[])[] = [
  ["init", "--dry-run"],
  ["init"],
  ["init"],
  ["next"],
  ["labels"],
  ["new", "Not yet", "--kind", "idea", "--dry-run"],
  ["new", "Sign in with a passkey", "--kind", "feature", "--priority", "high", "--label", "auth"],
  ["new", "Crash on an empty cart", "--kind", "bug", "--body", "Steps: open the cart, press pay.", "--label", "cart"],
  ["relate", "$2", "depends_on", "$1"],
  ["list"],
  ["ready"],
  ["next"],
  ["blocked"],
  ["search", "cart"],
  ["search", "nowhere"],
  ["labels"],
  ["comment", "$2", "--body", "Seen on the phone too.\nTwice."],
  ["comment", "$2", "--kind", "implementation_report", "--body", "It is the rounding."],
  ["review", "$2", "--request-changes", "--body", "No test."],
  ["edit", "$2", "--priority", "P0", "--dry-run"],
  ["edit", "$2", "--priority", "P0"],
  ["edit", "$2", "--priority", "P0"],
  ["assign", "$2", "Bob"],
  ["move", "$1", "blocked", "--reason", "waits for the browser"],
  ["show", "$2"],
  ["relate", "$2", "depends_on", "$1", "--remove"],
  ["close", "$2", "--resolution", "Rounded at the end."],
  ["reopen", "$2", "--reason", "It came back."],
  ["history", "$2"],
  ["sync", "--dry-run"],
  ["sync"],
  ["sync"],
  ["comment", "$2", "--kind", "plan", "--body", "Round once.", "--ref", "file:src/cart.ts", "--ref", "branch:main"],
  ["edit", "$2", "--add-label", "money", "--set", "impact=8", "--section", "Context", "--body", "Cents."],
  ["move", "$1", "done"],
  ["move", "$2", "ready"],
  ["show", "$2"],
  ["show", "$2", "--fields", "status,impact"],
  ["edit", "$2", "--set", "epic=E-gone"],
  ["doctor"],
  ["list", "--limit", "1"],
  ["list", "--limit", "0"],
  ["ready", "--limit", "0"],
  ["search", "cart", "--limit", "0"],
  ["relate", "$2", "depends_on", "$1"],
  ["rank"],
  ["rank", "--explain", "$1"],
  ["rank", "--why-not", "$2"],
];

test("what a person reads", async () => {
  using repo = makeRepo();
  gitIn(repo.temp.path, "init", "--quiet", "--bare", "remote.git");
  repo.git("remote", "add", "origin", repo.temp.at("remote.git"));
  const ids: string[] = [];
  let page = "";
  for (const [at, line] of SESSION.entries()) {
    const args = line.map((word) => word.replace(/^\$(\d)$/, (_, place: string) => ids[Number(place) - 1] ?? ""));
    const minute = String(at).padStart(2, "0");
    const env = { DOCKET_NOW: `2030-01-31T12:${minute}:00Z`, DOCKET_SEED: `golden ${at}`, DOCKET_ACTOR: "Ada" };
    const { code, stdout, stderr } = await runDocket({ cwd: repo.path, args, env });
    const made = line.includes("--dry-run") ? null : /^created ([A-Z]+-\w+):/.exec(stdout);
    if (made?.[1] !== undefined) ids.push(made[1]);
    page += `$ docket ${args.map(quoted).join(" ")}\n${stdout}${stderr}${code === 0 ? "" : `exit ${code}\n`}\n`;
  }
  const stable = page.replaceAll(repo.path, "PROJECT").replace(/^ {2}[0-9a-f]{10} /gm, "  <commit>   ");
  await expect(stable).toMatchFileSnapshot("text.txt");
});

const quoted = (word: string): string => (/^[\w$-]+$/.test(word) ? word : JSON.stringify(word));
