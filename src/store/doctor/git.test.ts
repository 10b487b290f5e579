import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Patient, repoPatient, ticketText } from "../../../test/rigs/checkup.ts";
import { gitIn, makeRepo, type Repo } from "../../../test/rigs/repo.ts";
import { readTicket } from "../../ticket/read.ts";

const PATH = "tickets/TASK-bbbbbb-a.md";
const base = ticketText({ id: "TASK-bbbbbb", more: ["labels: [old]"] });

test("a branch home: edits by hand, commits that the remote lacks or has, a worktree that stands elsewhere", async () => {
  using repo = makeRepo();
  const patient = await repoPatient(repo, "branch");
  const docket = join(repo.path, "docket");
  expect(await patient.findings()).toEqual([]);

  patient.put({ [PATH]: base });
  expect(await patient.findings()).toMatchObject([{ code: "edit-unrecorded", severity: "info", file: PATH }]);

  gitIn(docket, "add", "-A");
  gitIn(docket, "commit", "-qm", "Record");
  gitIn(repo.temp.path, "init", "-q", "--bare", "remote.git");
  repo.git("remote", "add", "origin", repo.temp.at("remote.git"));
  expect(await patient.findings()).toMatchObject([{ code: "commits-unpushed", severity: "info" }]);
  repo.git("push", "-q", "origin", "docket");
  expect(await patient.findings()).toEqual([]);

  gitIn(docket, "commit", "-q", "--allow-empty", "-m", "Later");
  gitIn(docket, "push", "-q", "origin", "docket");
  gitIn(docket, "reset", "-q", "--hard", "HEAD~1");
  const [behind] = await patient.findings();
  expect(behind).toMatchObject({ code: "commits-unpushed" });
  expect(behind?.message).toContain("1 commit of origin is not merged here yet");

  gitIn(docket, "checkout", "-q", "--detach", "HEAD~1");
  expect(await patient.codes()).toContain("home-displaced");
});

test("a branch home with an unfinished merge is told to a person and not touched", async () => {
  using repo = makeRepo();
  const patient = await repoPatient(repo, "branch");
  const docket = join(repo.path, "docket");
  const commit = (text: string): void => {
    patient.put({ [PATH]: text });
    gitIn(docket, "add", "-A");
    gitIn(docket, "commit", "-qm", "Write");
  };
  commit(base);
  gitIn(docket, "checkout", "-q", "-b", "side");
  commit(base.replace("old", "side"));
  gitIn(docket, "checkout", "-q", "docket");
  commit(base.replace("old", "main"));
  expect(() => gitIn(docket, "merge", "-q", "side")).toThrow();
  const before = patient.read(PATH);

  expect(await patient.codes()).toContain("merge-unfinished");
  expect((await patient.repair()).planned).toEqual([]);
  expect(patient.read(PATH)).toBe(before);
});

test("a tree home: git that does not know the driver, and no attribute that asks for it", async () => {
  using repo = makeRepo();
  const patient = await repoPatient(repo, "tree");
  expect(await patient.findings()).toEqual([]);

  repo.git("config", "--remove-section", "merge.docket");
  patient.put({ ".gitattributes": "* -text\n" });
  expect(await patient.codes()).toEqual(["merge-driver-missing", "merge-attribute-missing"]);

  const { planned } = await patient.repair();
  expect(planned).toMatchObject([{ code: "merge-driver-missing" }]);
  expect(await patient.codes()).toEqual(["merge-attribute-missing"]);
  expect(repo.git("config", "merge.docket.driver")).toContain("merge-driver %O %A %B %P");
});

test.each([
  ["is not there any more", "'/gone/docket' merge-driver %O %A %B %P"],
  ["is run by a Node that is not there", "'/gone/node' '/gone/main.cjs' merge-driver %O %A %B %P"],
  ["has a space in its name, unquoted", "/gone docket/bin merge-driver %O %A %B %P"],
  ["fails", "false merge-driver %O %A %B %P"],
])("a tree home whose merge driver %s: doctor says so and sets it anew", async (_, command) => {
  using repo = makeRepo();
  const patient = await repoPatient(repo, "tree");
  repo.git("config", "merge.docket.driver", command);

  const [broken, ...others] = await patient.findings();
  expect(others).toEqual([]);
  expect(broken).toMatchObject({ code: "merge-driver-broken", severity: "warning" });
  expect(broken?.message).toContain(command.slice(0, 10));

  expect((await patient.repair(true)).planned).toMatchObject([{ code: "merge-driver-broken" }]);
  expect(repo.git("config", "merge.docket.driver")).toBe(command);
  expect((await patient.repair()).planned).toMatchObject([{ code: "merge-driver-broken" }]);
  expect(await patient.findings()).toEqual([]);
});

test("a driver of somebody's own making is not started by doctor", async () => {
  using repo = makeRepo();
  const patient = await repoPatient(repo, "tree");
  repo.git("config", "merge.docket.driver", "touch started; my-merge %A %O %B");
  expect(await patient.findings()).toEqual([]);
  expect(repo.git("status", "--porcelain")).toBe("");
});

/** Leaves a merge of two branches in conflict: `undefined` removes the file on that side. */
async function conflict(
  repo: Repo,
  path: string,
  [old, ours, theirs]: readonly (string | undefined)[],
): Promise<Patient> {
  const patient = await repoPatient(repo, "tree");
  if (path === "numbers.txt") patient.put({ ".gitattributes": "* -text\n" });
  repo.git("config", "--remove-section", "merge.docket");
  const commit = (text: string | undefined): void => {
    patient.put({ [path]: text });
    repo.git("add", "-A");
    repo.git("commit", "-qm", "Write");
  };
  if (old !== undefined) commit(old);
  repo.git("checkout", "-q", "-b", "side");
  commit(theirs);
  repo.git("checkout", "-q", "main");
  commit(ours);
  expect(() => repo.git("merge", "-q", "side")).toThrow();
  return patient;
}

const edited = (text: string, label: string, priority: string): string =>
  text.replace("[old]", `[old, ${label}]`).replace("priority: P2", `priority: ${priority}`);

test("a merge that git left in conflict is healed from the three versions: both sides are in, git is told", async () => {
  using repo = makeRepo();
  const patient = await conflict(repo, PATH, [base, edited(base, "ours", "P0"), edited(base, "theirs", "P1")]);
  const found = await patient.findings();
  expect(found.filter(({ severity }) => severity === "error").map(({ code }) => code)).toContain("merge-unfinished");

  const { planned } = await patient.repair();

  expect(planned.map(({ code }) => code)).toEqual(["merge-unfinished", "merge-driver-missing"]);
  const text = patient.read(PATH) ?? "";
  const { ticket, problems } = readTicket(new TextEncoder().encode(text));
  expect(problems).toEqual([]);
  expect([...(ticket?.labels ?? [])].sort()).toEqual(["old", "ours", "theirs"]);
  expect(text).toContain("P0");
  expect(text).toContain("P1");
  expect(ticket?.events.at(-1)).toMatchObject({ kind: "repair", attributes: { finding: "merge-unfinished" } });
  expect(repo.git("ls-files", "--unmerged")).toBe("");
  expect(await patient.findings()).toEqual([]);
});

test("a conflict into which a person wrote already is left to them", async () => {
  using repo = makeRepo();
  const patient = await conflict(repo, PATH, [base, edited(base, "ours", "P0"), edited(base, "theirs", "P1")]);
  const own = (patient.read(PATH) ?? "").replace("Words.", "Words of my own.");
  patient.put({ [PATH]: own });

  const { planned } = await patient.repair();

  expect(planned.map(({ code }) => code)).toEqual(["merge-driver-missing"]);
  expect(patient.read(PATH)).toBe(own);
  expect(await patient.codes()).toContain("merge-unfinished");
});

test("a healed file of which git was not told yet is not merged again", async () => {
  using repo = makeRepo();
  const patient = await conflict(repo, PATH, [base, edited(base, "ours", "P0"), edited(base, "theirs", "P1")]);
  const stages = repo.git("ls-files", "--stage", "--unmerged");
  await patient.repair();
  const healed = patient.read(PATH);
  gitIn(repo.path, "rm", "-q", "--cached", `docket/${PATH}`);
  putStages(repo, stages);
  expect(repo.git("ls-files", "--unmerged")).not.toBe("");

  const { planned } = await patient.repair();

  expect(planned).toMatchObject([{ code: "merge-unfinished", action: "tell git that it is merged" }]);
  expect(patient.read(PATH)).toBe(healed);
  expect(repo.git("ls-files", "--unmerged")).toBe("");
});

/** Puts the versions of an unfinished merge back into git's index. */
function putStages(repo: Repo, stages: string): void {
  execFileSync("git", ["update-index", "--index-info"], { cwd: repo.path, input: `${stages}\n` });
}

test.each([
  ["removed here, changed there", [base, undefined, edited(base, "theirs", "P1")], "theirs"],
  ["changed here, removed there", [base, edited(base, "ours", "P1"), undefined], "ours"],
] as const)("%s: the change stays", async (_, sides, label) => {
  using repo = makeRepo();
  const patient = await conflict(repo, PATH, sides);

  await patient.repair();

  expect(patient.read(PATH)).toContain(`[old, ${label}]`);
  expect(repo.git("ls-files", "--unmerged")).toBe("");
});

test("two versions of which one cannot be read are both kept whole", async () => {
  using repo = makeRepo();
  const broken = "---\nid: TASK-bbbbbb\nnever closed, and never seen elsewhere\n";
  const patient = await conflict(repo, PATH, [base, edited(base, "ours", "P1"), broken]);

  await patient.repair();

  expect(patient.read(PATH)).toContain("[old, ours]");
  const [aside] = await patient.findings();
  expect(aside).toMatchObject({ code: "aside-file", severity: "warning" });
  expect(patient.read(aside?.file ?? "")).toBe(broken);
  expect(repo.git("ls-files", "--unmerged")).toBe("");
});

test("the record of numbers is healed by the greatest of each, where git was not told to unite it", async () => {
  using repo = makeRepo();
  const sides = ["TASK 1\n", "BUG 1\nTASK 4\n", "TASK 3\n"];
  const patient = await conflict(repo, "numbers.txt", sides);

  expect((await patient.repair()).planned).toMatchObject([{ code: "merge-unfinished" }, {}]);

  expect(patient.read("numbers.txt")?.split("\n").slice(1)).toEqual(["BUG 1", "TASK 4", ""]);
  expect(repo.git("ls-files", "--unmerged")).toBe("");
});

test("settings that both sides changed in the same lines wait for a person", async () => {
  using repo = makeRepo();
  const sides = ["epics: []\n", "epics: # ours\n", "epics: # theirs\n"];
  const patient = await conflict(repo, "epics.yaml", sides);
  const before = patient.read("epics.yaml");

  await patient.repair();

  expect(patient.read("epics.yaml")).toBe(before);
  expect(await patient.codes()).toContain("merge-unfinished");
});
