import { expect, test } from "vitest";
import { codeOf, desktop, homeOf, makeShared, must } from "../../../test/rigs/claims.ts";
import { gitIn } from "../../../test/rigs/repo.ts";
import { probeRemote } from "./probe.ts";

test.for([
  ["an ordinary remote", [], { refs: "docket", fencing: "git" }],
  ["a host that takes branches only", ["receive.hideRefs", "refs/docket"], { refs: "heads", fencing: "git" }],
  [
    "a host that moves one ref at a time",
    ["receive.advertiseAtomic", "false"],
    { refs: "docket", fencing: "advisory" },
  ],
] as const)("%s", async ([, config, expected]) => {
  using around = makeShared(1);
  const [clone = ""] = around.clones;
  if (config.length > 0) gitIn(around.remote, "config", ...config);
  const before = gitIn(around.remote, "for-each-ref");

  expect(must(await probeRemote(desktop(clone).world, homeOf(clone), { remote: "origin" }))).toEqual(expected);

  expect(gitIn(around.remote, "for-each-ref")).toBe(before);
  expect(desktop(clone, { remote: "origin" }).claims.fencing()).toBe(expected.fencing);
});

test("claims that live in branches already stay there", async () => {
  using around = makeShared(1);
  const [clone = ""] = around.clones;
  const probed = await probeRemote(desktop(clone).world, homeOf(clone), { remote: "origin", refs: "heads" });
  expect(must(probed)).toEqual({ refs: "heads", fencing: "git" });
});

test.for(["--upload-pack=touch x", "https://example.com/x.git", "ext::sh"])("%s is no remote", async (remote) => {
  using around = makeShared(1);
  const [clone = ""] = around.clones;
  const refused = await probeRemote(desktop(clone).world, homeOf(clone), { remote });
  expect(codeOf(refused)).toBe("claims-remote-failed");
  if (!refused.ok) expect(refused.fault.message).toContain("no name of a remote");
});

test.for([
  ["that takes nothing", (remote: string) => gitIn(remote, "config", "receive.hideRefs", "refs")],
  ["that is not there", (remote: string) => gitIn(remote, "config", "core.repositoryFormatVersion", "99")],
] as const)("a remote %s is a fault", async ([, spoil]) => {
  using around = makeShared(1);
  const [clone = ""] = around.clones;
  spoil(around.remote);
  expect(codeOf(await probeRemote(desktop(clone).world, homeOf(clone), { remote: "origin" }))).toBe(
    "claims-remote-failed",
  );
});
