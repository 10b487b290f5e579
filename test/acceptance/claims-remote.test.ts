import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { docket, must, refusal } from "./_inside.ts";
import { project, readyTicket } from "./_project.ts";
import { folder, git, repository } from "./_rig.ts";

/** A project with an empty bare remote that has its code. */
function shared(root = repository()): { readonly root: string; readonly remote: string } {
  const remote = join(folder(), "remote.git");
  git(root, "init", "-q", "--bare", remote);
  git(root, "remote", "add", "origin", remote);
  git(root, "push", "-q", "origin", "main");
  return { root, remote };
}

/** As hosts do that know branches and tags only. */
function refuseOwnRefs(remote: string): void {
  const hook = join(remote, "hooks/update");
  writeFileSync(
    hook,
    '#!/bin/sh\ncase "$1" in refs/heads/*|refs/tags/*) exit 0;; esac\necho "deny updating $1" >&2\nexit 1\n',
  );
  chmodSync(hook, 0o755);
}

const initWith = async (root: string, ...args: readonly string[]) =>
  JSON.parse((await must(root, ["init", "--yes", ...args, "--json"])).stdout);

const settings = (root: string): string => readFileSync(join(root, "docket/docket.yaml"), "utf8");

test("init --claims tries the remote, says that it takes branches only, and the settings say so", async () => {
  const { root, remote } = shared();
  refuseOwnRefs(remote);
  const refs = git(remote, "for-each-ref");
  const said = await must(root, ["init", "--yes", "--claims", "origin"]);
  expect(said.stdout).toContain("origin takes no refs/docket/*, so they are branches docket-claims/ there");
  expect(said.stdout).toContain("(written to docket.yaml)");
  expect(settings(root)).toMatch(/^claims:\n {2}remote: origin\n {2}refs: heads/m);
  expect(git(remote, "for-each-ref")).toBe(refs);
  expect(await initWith(root)).toMatchObject({
    created: [],
    claims: { remote: "origin", refs: "heads", fencing: "git", written: false },
  });
});

test("a backlog beside a remote that nobody chose says which could decide; without a remote nothing is said", async () => {
  const { root } = shared();
  expect(await initWith(root)).toMatchObject({ undecided: ["origin"] });
  expect(await initWith(root, "--claims", "origin")).not.toHaveProperty("undecided");
  const { root: alone } = shared();
  git(alone, "remote", "remove", "origin");
  expect(await initWith(alone)).not.toHaveProperty("undecided");
});

test("a clone that attaches to settings which this host does not bear writes what does", async () => {
  const { root, remote } = shared();
  expect(await initWith(root, "--claims", "origin")).toMatchObject({ claims: { refs: "docket", written: true } });
  expect(settings(root)).toMatch(/^claims:\n {2}remote: origin\n {2}# refs: docket/m);
  await must(root, ["sync"]);
  git(remote, "config", "receive.hideRefs", "refs/docket");
  const clone = join(folder(), "clone");
  git(root, "clone", "-q", remote, clone);
  expect(await initWith(clone)).toMatchObject({
    attached: true,
    claims: { remote: "origin", refs: "heads", written: true },
  });
  expect(settings(clone)).toMatch(/^claims:\n {2}remote: origin\n {2}refs: heads/m);
  expect(git(join(clone, "docket"), "status", "--porcelain")).toBe("");
  expect(git(join(clone, "docket"), "log", "-1", "--format=%s")).toBe("Let origin decide about claims, in branches\n");
});

test("claims are taken where init said, and the loser is told who has them", async () => {
  const { root, remote } = shared(await project());
  refuseOwnRefs(remote);
  await must(root, ["init", "--claims", "origin"]);
  const id = await readyTicket(root);
  await must(root, ["sync"]);
  await must(root, ["take", id]);
  expect(git(remote, "for-each-ref", "--format=%(refname)", "refs/heads/docket-claims")).toBe(
    `refs/heads/docket-claims/${id}\n`,
  );
  const other = join(folder(), "other");
  git(root, "clone", "-q", remote, other);
  await must(other, ["init", "--yes"], { env: { DOCKET_ACTOR: "ann" } });
  await must(other, ["trust"]);
  const refused = await refusal(other, ["take", id], { env: { DOCKET_ACTOR: "ann" } });
  expect(refused).toMatchObject({ code: "claim-held", exit: 3 });
  expect(refused.message).toContain("held by mika");
});

test("a remote without atomic push: advisory fencing is said by init, take and status", async () => {
  const { root, remote } = shared(await project());
  git(remote, "config", "receive.advertiseAtomic", "false");
  await must(root, ["init", "--claims", "origin"]);
  const id = await readyTicket(root);
  const again = await must(root, ["init", "--yes"]);
  expect(again.stdout).toContain("origin moves one ref at a time");
  const taken = await must(root, ["take", id]);
  expect(taken.stdout).toContain("fencing is advisory: origin moves one ref at a time");
  expect((await must(root, ["status"])).stdout).toContain("fencing is advisory: origin");
  const told = JSON.parse((await must(root, ["status", "--json"])).stdout);
  expect(told.claims).toEqual({ remote: "origin", fencing: "advisory" });
  const repeated = JSON.parse((await must(root, ["take", id, "--json"])).stdout);
  expect(repeated.claims).toEqual({ remote: "origin", fencing: "advisory" });
});

test("one that can is not worth a word, and without a remote this clone decides", async () => {
  const { root } = shared(await project());
  await must(root, ["init", "--claims", "origin"]);
  const id = await readyTicket(root);
  expect((await must(root, ["take", id])).stdout).not.toContain("fencing");
  expect(JSON.parse((await must(root, ["status", "--json"])).stdout).claims).toEqual({
    remote: "origin",
    fencing: "git",
  });
  const alone = await project();
  expect(JSON.parse((await must(alone, ["status", "--json"])).stdout).claims).toEqual({ remote: null, fencing: "git" });
});

test("a remote that is not there stops an init that asked for it, and no other", async () => {
  const { root, remote } = shared();
  expect(await refusal(root, ["init", "--yes", "--claims", "upstream"])).toMatchObject({
    code: "claims-remote-failed",
  });
  expect(git(root, "branch", "--list", "docket")).toBe("");
  await must(root, ["init", "--yes", "--claims", "origin"]);
  git(root, "remote", "set-url", "origin", `${remote}-gone`);
  const said = await docket(root, ["init", "--yes"]);
  expect(said).toMatchObject({ code: 0 });
  expect(said.stdout).toContain("claims: origin could not be tried");
});

test("a dry run asks no remote and writes nothing", async () => {
  const { root, remote } = shared();
  git(root, "remote", "set-url", "origin", `${remote}-gone`);
  const before = git(root, "for-each-ref");
  expect(await initWith(root, "--claims", "origin", "--dry-run")).toMatchObject({ claims: { remote: "origin" } });
  expect(git(root, "for-each-ref")).toBe(before);
});
