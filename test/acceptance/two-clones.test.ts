import { chmodSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeClones } from "./_clones.ts";
import { docket, must } from "./_inside.ts";
import { folder, git, ticketFiles } from "./_rig.ts";
import { anything } from "./_shapes.ts";
import { at, comment, errorsIn, listAll, newTicket, show, upTo } from "./_tickets.ts";

const ROUNDS = process.env.DOCKET_LONG === "1" ? 40 : 2;

async function syncAll(clones: readonly string[]): Promise<void> {
  for (const clone of clones) await must(clone, ["sync"]);
}

/** All clones hold the same bytes, no conflict markers, and doctor finds no error. */
async function expectSame(clones: readonly string[]): Promise<void> {
  const files = ticketFiles(at(clones, 0));
  for (const clone of clones) {
    expect(ticketFiles(clone)).toEqual(files);
    expect(git(join(clone, "docket"), "status", "--porcelain")).toBe("");
    expect(await errorsIn(clone)).toEqual([]);
  }
  for (const [name, text] of files) expect(text, name).not.toMatch(/^(<{7}|={7}|>{7})/m);
}

test("two clones that changed the same tickets offline merge without a person", {
  timeout: 120_000 * ROUNDS,
}, async () => {
  const { clones, ids } = await makeClones(["a", "b"], ["first", "second", "third"]);
  const [a, b] = [at(clones, 0), at(clones, 1)];
  const made: string[] = [];
  for (const round of upTo(ROUNDS)) {
    for (const id of ids) {
      await comment(a, id, `from a, ${round}`);
      await comment(b, id, `from b, ${round}`);
      await must(a, ["edit", id, "--add-label", `a${round}`]);
      await must(b, ["edit", id, "--add-label", `b${round}`]);
    }
    made.push(await newTicket(a, `made in a, ${round}`), await newTicket(b, `made in b, ${round}`));
    await syncAll([a, b, a]);
    await expectSame(clones);
  }

  expect(new Set(made).size).toBe(made.length);
  const listedIds = (await listAll(b)).tickets.map((ticket) => ticket.id);
  expect(new Set(listedIds)).toEqual(new Set([...ids, ...made]));
  for (const id of ids) {
    const ticket = await show(b, id);
    const bodies = ticket.events.map((event) => event.body.trim());
    for (const round of upTo(ROUNDS)) {
      expect(bodies).toEqual(expect.arrayContaining([`from a, ${round}`, `from b, ${round}`]));
      expect(ticket.labels).toEqual(expect.arrayContaining([`a${round}`, `b${round}`]));
    }
    expect(new Set(ticket.events.map((event) => event.id)).size).toBe(ticket.events.length);
  }
});

test("the value that loses a merge is kept as an event", async () => {
  const { clones, ids } = await makeClones(["a", "b"], ["contested"]);
  const [a, b, id] = [at(clones, 0), at(clones, 1), at(ids, 0)];

  await must(a, ["edit", id, "--title", "Title of a"]);
  await must(b, ["edit", id, "--title", "Title of b"]);
  await syncAll([a, b, a]);

  await expectSame(clones);
  const ticket = await show(a, id);
  const [won, lost] = ticket.title === "Title of a" ? ["Title of a", "Title of b"] : ["Title of b", "Title of a"];
  expect(ticket.title).toBe(won);
  const merges = ticket.events.filter((event) => event.kind === "merge");
  expect(JSON.stringify(merges)).toContain(lost);
});

test("what one clone removed stays removed while the other added", async () => {
  const { clones, ids } = await makeClones(["a", "b"], ["labelled"]);
  const [a, b, id] = [at(clones, 0), at(clones, 1), at(ids, 0)];
  await must(a, ["edit", id, "--add-label", "old", "--add-label", "kept"]);
  await syncAll([a, b]);

  await must(a, ["edit", id, "--remove-label", "old"]);
  await must(b, ["edit", id, "--add-label", "new"]);
  await syncAll([a, b, a]);

  await expectSame(clones);
  expect([...(await show(a, id)).labels].sort()).toEqual(["kept", "new"]);
});

test("three clones come to the same bytes in any order of syncing", { timeout: 180_000 }, async () => {
  const { clones, ids } = await makeClones(["a", "b", "c"], ["one", "two"]);
  for (const [index, clone] of clones.entries()) {
    for (const id of ids) {
      await comment(clone, id, `clone ${index}`);
      await must(clone, ["edit", id, "--priority", `P${index}`]);
    }
    await newTicket(clone, `only in ${index}`);
  }
  const [a, b, c] = [at(clones, 0), at(clones, 1), at(clones, 2)];

  await syncAll([c, a, b, a, c]);

  await expectSame(clones);
  expect((await listAll(a)).total).toBe(ids.length + 3);
  for (const id of ids) {
    const bodies = (await show(c, id)).events.map((event) => event.body.trim());
    expect(bodies).toEqual(expect.arrayContaining(["clone 0", "clone 1", "clone 2"]));
  }
});

test("three clones syncing at the same moment all get through", { timeout: 180_000 }, async () => {
  const { clones, ids } = await makeClones(["a", "b", "c"], ["crowded"]);
  await Promise.all(clones.map((clone, index) => comment(clone, at(ids, 0), `at once ${index}`)));

  await Promise.all(clones.map((clone) => must(clone, ["sync"])));
  await syncAll(clones);

  await expectSame(clones);
  expect((await show(at(clones, 1), at(ids, 0))).events).toHaveLength(4);
});

test("sync tries again when the remote moves between its fetch and its push", async () => {
  const { clones, ids } = await makeClones(["a", "b"], ["moving"]);
  const [a, b, id] = [at(clones, 0), at(clones, 1), at(ids, 0)];
  await comment(a, id, "from a");
  await comment(b, id, "from b");
  const wrapper = pushFirst(b);

  const ran = await docket(a, ["sync", "--json"], { env: { PATH: `${wrapper.folder}:${process.env.PATH}` } });

  expect(existsSync(wrapper.mark), "the remote was moved under the first push").toBe(true);
  expect(ran).toMatchObject({ code: 0 });
  anything.parse(JSON.parse(ran.stdout));
  await must(b, ["sync"]);
  await expectSame(clones);
  expect((await show(b, id)).events).toHaveLength(3);
});

test("sync without a remote, or with one that is away, says so and changes nothing", async () => {
  const { clones, ids, remote } = await makeClones(["a"], ["alone"]);
  const a = at(clones, 0);
  git(a, "remote", "set-url", "origin", `${remote}-gone`);
  await comment(a, at(ids, 0), "kept");
  const before = git(a, "for-each-ref");

  const ran = await docket(a, ["sync", "--json"]);

  expect(ran.code).not.toBe(0);
  expect(ran.code).toBeLessThan(5);
  expect(git(a, "for-each-ref")).toBe(before);
  expect((await show(a, at(ids, 0))).events).toHaveLength(2);
});

/** A git that, at the first push it sees, lets another clone push before it. */
function pushFirst(other: string): { folder: string; mark: string } {
  const at = folder();
  const mark = join(at, "moved");
  const real = git(other, "--exec-path").trim();
  const script = `#!/bin/sh
case " $* " in
  *" push "*)
    if [ ! -e "${mark}" ]; then
      : > "${mark}"
      (cd "${other}" && unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE && "${real}/git" push -q origin docket:docket) >&2
    fi ;;
esac
exec "${real}/git" "$@"
`;
  writeFileSync(join(at, "git"), script);
  chmodSync(join(at, "git"), 0o755);
  return { folder: at, mark };
}
