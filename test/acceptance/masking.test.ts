import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { gates, HONEST, NODE_TEST, project, readyTicket, setting, take, work } from "./_project.ts";
import { docket, git, must, start } from "./_rig.ts";

/** Of the form of a real one, and nobody's. */
const TOKEN = `ghp_${"aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hJ6"}`;
const PASSWORD = "correct-horse-battery";
const env = { SHOP_PASSWORD: PASSWORD, SHOP_TOKEN: TOKEN };

/** Every file below a folder that holds one of the secrets. */
function leaks(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true)
    .filter((path) => [TOKEN, PASSWORD].some((secret) => readFileSync(path).includes(secret)));
}

const SHOUT = 'echo "with $SHOP_TOKEN"; echo "and $SHOP_PASSWORD" >&2';

test("what a check prints is kept, shown and handed over without its secrets", async () => {
  const root = await project();
  await gates(root, { test: NODE_TEST, lint: `${SHOUT}; exit 1` });
  const id = await readyTicket(root);
  const { worktree, order } = await take(root, id);
  const checkout = join(root, worktree);
  work(checkout, {
    ...HONEST,
    "test/sum.test.js": `${HONEST["test/sum.test.js"]}\nconsole.log("seen", process.env.SHOP_TOKEN);\n`,
  });

  const outputs = [
    await docket(checkout, ["verify", "--json"], { env }),
    await docket(checkout, ["finish"], { env }),
    await docket(root, ["show", id, "--json"], { env }),
    await docket(root, ["status", "--json"], { env }),
  ];

  expect(JSON.parse(outputs[0]?.stdout ?? "")).toMatchObject({ result: "failed", redGreen: { strength: "proven" } });
  const log = readFileSync(join(root, ".git/docket/runs", order, "logs/verify/02-lint.log"), "utf8");
  expect(log).toContain("[masked: SHOP_TOKEN]");
  expect(log).toContain("[masked: SHOP_PASSWORD]");
  expect(statSync(join(root, ".git/docket/runs", order, "logs/verify/02-lint.log")).mode & 0o777).toBe(0o600);
  for (const { stdout, stderr } of outputs)
    for (const secret of Object.values(env)) expect(stdout + stderr).not.toContain(secret);
  expect(leaks(join(root, "docket"))).toEqual([]);
  expect(leaks(join(root, ".git/docket"))).toEqual([]);
});

test("a report that the tests write is taken in without its secrets", async () => {
  const root = await project();
  const test = `${NODE_TEST} --test-reporter=junit --test-reporter-destination=report.xml`;
  setting(
    root,
    /^# tests:\n(?: .*\n)*/m,
    `tests:\n  command: ${JSON.stringify(test)}\n  report: report.xml\n  format: junit\n`,
  );
  await gates(root, { test: NODE_TEST });
  const id = await readyTicket(root);
  const { worktree } = await take(root, id);
  const checkout = join(root, worktree);
  const named = '\ntest("says " + process.env.SHOP_PASSWORD, () => assert.equal(sum(1, 2), 3));\n';
  work(checkout, {
    ...HONEST,
    "test/sum.test.js": `${HONEST["test/sum.test.js"]}${named}`,
    ".gitignore": "report.xml\n",
  });
  const verified = await docket(checkout, ["verify", "--json"], { env });
  expect(verified.stdout).toContain("says [masked: SHOP_PASSWORD]");
  expect(verified.stdout).not.toContain(PASSWORD);
  expect(leaks(join(root, "docket"))).toEqual([]);
  expect(leaks(join(root, ".git/docket"))).toEqual([]);
});

test("the last words of an agent say no secret", async () => {
  const root = await project();
  const id = await readyTicket(root, "Write a", "chore");
  const agent = `node -e 'require("fs").appendFileSync("src/sum.js", "// more\\n")'; ${SHOUT}; echo "done with $SHOP_TOKEN and $SHOP_PASSWORD"`;
  const ran = await docket(root, ["run", "--once", "--agent", agent, "--json"], { env });
  expect(ran.stdout + ran.stderr).not.toContain(PASSWORD);
  expect(ran.code, ran.stdout).toBe(0);
  const messages = git(root, "log", "--all", "--format=%B");
  expect(messages).toContain("done with [masked: SHOP_TOKEN] and [masked: SHOP_PASSWORD]");
  for (const secret of Object.values(env)) expect(messages).not.toContain(secret);
  expect(leaks(join(root, ".git/docket"))).toEqual([]);
  expect((await must(root, ["show", id])).stdout).not.toContain(PASSWORD);
});

test("a set-up that fails is told without its secrets", async () => {
  const root = await project();
  const id = await readyTicket(root);
  setting(root, /^# orders:\n(?: .*\n)*/m, `orders:\n  setUp: { commands: ${JSON.stringify([`${SHOUT}; exit 1`])} }\n`);
  await must(root, ["trust"]);
  const refused = await docket(root, ["take", id, "--json"], { env });
  expect(JSON.parse(refused.stdout).error).toMatchObject({ code: "set-up-failed" });
  expect(refused.stdout).toContain("and [masked: SHOP_PASSWORD]");
  expect(leaks(join(root, ".git/docket"))).toEqual([]);
});

test("a check that is killed with the program while it prints leaves no secret on the disk", async () => {
  const root = await project();
  const half = "printf 'half of it: '; printf %s \"$SHOP_TOKEN\" | head -c 30";
  await gates(root, { test: `${SHOUT}; ${half}; cat hold` });
  const id = await readyTicket(root, "Write it down", "chore");
  const { worktree, order } = await take(root, id);
  const checkout = join(root, worktree);
  writeFileSync(join(root, ".git/info/exclude"), "hold\n", { flag: "a" });
  execFileSync("mkfifo", [join(checkout, "hold")]);
  work(checkout, { "src/sum.js": "// changed\n" });
  const child = start(checkout, ["verify"], env);
  const log = join(root, ".git/docket/runs", order, "logs/verify/01-test.log");
  const said = (): string => (existsSync(log) ? readFileSync(log, "utf8") : "");
  while (!Object.keys(env).every((name) => said().includes(`[masked: ${name}]`)))
    await new Promise((resolve) => setImmediate(resolve));
  child.kill("SIGKILL");
  await once(child, "close");
  expect(said()).not.toContain(TOKEN.slice(0, 12));
  expect(leaks(join(root, ".git/docket"))).toEqual([]);
  // What it left running is waiting for this.
  writeFileSync(join(checkout, "hold"), "");
});
