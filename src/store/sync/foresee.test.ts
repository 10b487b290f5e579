import { expect, test } from "vitest";
import { author, must, type Patient, patientAt, repoPatient, ticketText } from "../../../test/rigs/checkup.ts";
import { gitIn, makeRepo, type Repo } from "../../../test/rigs/repo.ts";
import { attach } from "../home/attach.ts";
import { newHome } from "../home/find-home.ts";
import { syncBacklog } from "./sync.ts";

const PATH = "tickets/TASK-bbbbbb-a.md";
const text = (title: string): string => ticketText({ id: "TASK-bbbbbb", title });

const sync = async ({ backlog }: Patient, dryRun: boolean) =>
  must(await syncBacklog(backlog, { author, command: "sync", dryRun }, undefined));

/** Everything a dry run might have written: refs, objects, the folder, and the remote's refs. */
const traces = (repo: Repo): readonly string[] => [
  repo.git("for-each-ref"),
  repo.git("count-objects", "-v"),
  gitIn(repo.temp.at("repo/docket"), "status", "--porcelain"),
  gitIn(repo.temp.at("remote.git"), "for-each-ref"),
];

/** What a dry run says; it must leave no trace (I7). */
async function foresee(repo: Repo, patient: Patient) {
  const before = traces(repo);
  const report = await sync(patient, true);
  expect(traces(repo)).toEqual(before);
  return report;
}

/** A backlog with a remote that is named by a path from the checkout, as git lets people do. */
async function withRemote(repo: Repo): Promise<Patient> {
  const patient = await repoPatient(repo, "branch");
  gitIn(repo.temp.path, "init", "-q", "--bare", "remote.git");
  repo.git("remote", "add", "origin", "../remote.git");
  return patient;
}

/** A second clone that has the backlog. */
async function secondClone(repo: Repo): Promise<Patient> {
  gitIn(repo.temp.path, "clone", "-q", "remote.git", "second");
  const checkout = repo.temp.at("second");
  const gitFolder = `${checkout}/.git`;
  const home = newHome({ gitFolder, checkout, bare: false, plainParent: undefined }, "branch", "docket");
  const patient = patientAt(home);
  must(await attach(patient.world, home, "refs/remotes/origin/docket"));
  return patient;
}

test("a remote without a backlog would be sent all of it; once it has it, nothing", async () => {
  using repo = makeRepo();
  const patient = await withRemote(repo);
  expect(await foresee(repo, patient)).toMatchObject({ received: [], pushed: true });
  expect(await sync(patient, false)).toMatchObject({ pushed: true });
  expect(await foresee(repo, patient)).toMatchObject({ recorded: [], received: [], pushed: false });
});

test("an edit made by hand would be recorded and sent", async () => {
  using repo = makeRepo();
  const patient = await withRemote(repo);
  await sync(patient, false);
  patient.put({ [PATH]: text("by hand") });
  expect(await foresee(repo, patient)).toMatchObject({ recorded: [PATH], received: [], pushed: true });
  await sync(patient, false);
  expect(await foresee(repo, patient)).toMatchObject({ recorded: [], pushed: false });
});

test("what the remote has and this clone has not is named, and nothing is said to be sent for it", async () => {
  using repo = makeRepo();
  const patient = await withRemote(repo);
  await sync(patient, false);
  const other = await secondClone(repo);
  other.put({ [PATH]: text("elsewhere") });
  await sync(other, false);

  const tip = gitIn(repo.temp.at("remote.git"), "rev-parse", "docket");
  expect(await foresee(repo, patient)).toMatchObject({ received: [], pushed: false, unseen: tip });
  repo.git("fetch", "-q", "origin");
  const fetched = await foresee(repo, patient);
  expect(fetched).toMatchObject({ received: [PATH], merged: [], pushed: false });
  expect(fetched.unseen).toBeUndefined();
  expect(await sync(patient, false)).toMatchObject({ received: [PATH], pushed: false });
});

test("two histories that grew apart would be merged and sent", async () => {
  using repo = makeRepo();
  const patient = await withRemote(repo);
  patient.put({ [PATH]: text("first") });
  await sync(patient, false);
  const other = await secondClone(repo);
  other.put({ [PATH]: text("elsewhere") });
  await sync(other, false);
  patient.put({ [PATH]: text("first").replace("priority: P2", "priority: P0") });

  expect(await foresee(repo, patient)).toMatchObject({ recorded: [PATH], pushed: true, unseen: expect.any(String) });
  gitIn(repo.temp.at("repo/docket"), "commit", "-qam", "Record");
  expect(await foresee(repo, patient)).toMatchObject({ recorded: [], pushed: true, unseen: expect.any(String) });
  repo.git("fetch", "-q", "origin");
  expect(await foresee(repo, patient)).toMatchObject({ received: [PATH], merged: [PATH], pushed: true });
});
