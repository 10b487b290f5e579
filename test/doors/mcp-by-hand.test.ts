import { expect, test } from "vitest";
import { hasPty, runOnPty } from "../rigs/pty.ts";
import { projectRoot } from "../rigs/root.ts";
import { tempFolder } from "../rigs/temp.ts";

const CTRL_D = "\u0004";

test.runIf(hasPty)("a person who starts docket mcp by hand is told what it waits for", async () => {
  using folder = tempFolder("docket-mcp-by-hand");
  const command = [process.execPath, `${projectRoot}dist/main.cjs`, "mcp"];
  const { code, screen } = await runOnPty({ cwd: folder.path, command, typed: [["docket mcp --help", CTRL_D]] });
  expect(screen).toContain("waiting for the messages of an agent");
  expect(code).toBe(0);
});
