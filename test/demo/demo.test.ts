import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { projectRoot } from "../rigs/root.ts";

test("the demo goes as it is told, within a minute", () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["demo/demo.ts"], {
    cwd: projectRoot,
    encoding: "utf8",
    timeout: 60_000,
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toContain("All went as told");
  // What a newcomer must not miss: why something is no ticket, why something is next, a shortcut that was seen, a killed order
  // that went on, why the work was merged, and a problem that came back.
  const shown = [
    "no ticket for 1 fact",
    "TERM ",
    "test-skipped",
    "Killed",
    "went on with 1",
    "red → green",
    "opened again",
  ];
  for (const line of shown) expect(stdout).toContain(line);
}, 70_000);
