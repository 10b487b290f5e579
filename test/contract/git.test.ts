import { expect, test } from "vitest";
import { systemGit } from "../../src/host/git.ts";
import { gitTooSlow } from "../../src/ports/faults.ts";
import type { GitCall } from "../../src/ports/git.ts";
import { failingGit } from "../../src/twins/failing-git.ts";
import { Crash, newLife } from "../../src/twins/life.ts";
import { scriptedGit } from "../../src/twins/scripted-git.ts";
import { makeRepo } from "../rigs/repo.ts";
import { gitContract } from "./git.ts";

gitContract("host", () => systemGit());
gitContract("scripted, in front of the host's", () => scriptedGit([], systemGit()));
gitContract("failing, with nothing that fails", () => failingGit(systemGit(), newLife()));

test("a script that plays back what git answered cannot be told from it", async () => {
  using repo = makeRepo();
  const calls: readonly GitCall[] = [
    { cwd: repo.path, args: ["rev-parse", "HEAD"] },
    { cwd: repo.path, args: ["cat-file", "-e", "HEAD:nothing"] },
    { cwd: repo.path, args: ["hash-object", "--stdin"], input: new Uint8Array([0, 255, 10]) },
    { cwd: repo.temp.at("nowhere"), args: ["status"] },
  ];
  const real = await Promise.all(calls.map((call) => systemGit().run(call)));
  const script = calls.map((call, at) => {
    const answer = real[at];
    return { when: call.args, answer: answer?.ok === true ? answer.value : { fault: answer?.fault ?? neverRun } };
  });
  const played = scriptedGit(script);
  expect(await Promise.all(calls.map((call) => played.run(call)))).toEqual(real);
  expect(played.calls).toEqual(calls);
});

const neverRun = gitTooSlow({ args: "", limitMs: 0 });

test("a script fails the calls it names, once or always, and lets the others through", async () => {
  using repo = makeRepo();
  const call = { cwd: repo.path, args: ["rev-parse", "--abbrev-ref", "HEAD"] };
  const git = scriptedGit(
    [
      { when: ["rev-parse"], answer: { code: 1, stderr: "once" }, once: true },
      { when: (_, number) => number === 3, answer: { fault: neverRun } },
      { when: ["status"], answer: ({ cwd }) => ({ stdout: cwd }) },
    ],
    systemGit(),
  );
  expect(await git.run(call)).toMatchObject({ ok: true, value: { code: 1, stderr: "once" } });
  expect(await git.run(call)).toMatchObject({ ok: true, value: { code: 0 } });
  expect(await git.run(call)).toMatchObject({ ok: false, fault: { code: "git-too-slow" } });
  const status = await git.run({ cwd: repo.path, args: ["status"] });
  expect(status.ok && new TextDecoder().decode(status.value.stdout)).toBe(repo.path);
  expect(git.calls).toHaveLength(4);
  await expect(scriptedGit([]).run(call)).rejects.toThrow("no rule for: git rev-parse --abbrev-ref HEAD");
});

test("a process that dies at a call sees no answer, and makes no further call", async () => {
  using repo = makeRepo();
  const tag = (name: string) => ({ cwd: repo.path, args: ["tag", name] });
  const before = failingGit(systemGit(), newLife({ crashAt: 1, moment: "before" }));
  await expect(before.run(tag("never"))).rejects.toThrow(Crash);
  const after = failingGit(systemGit(), newLife({ crashAt: 1, moment: "after" }));
  await expect(after.run(tag("done"))).rejects.toThrow(Crash);
  await expect(after.run(tag("never"))).rejects.toThrow(Crash);
  expect(repo.git("tag")).toBe("done");
});
