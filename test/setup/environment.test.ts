import { execFileSync } from "node:child_process";
import { homedir } from "node:os";
import { expect, test } from "vitest";
import { hermeticEnvironment } from "./environment.ts";

test("drops what the caller has set and keeps the way to programs", () => {
  const caller = { PATH: "/bin", DOCKET_ACTOR: "me", DOCKET_LONG: "1", GIT_DIR: "/x", EDITOR: "vi", FORCE_COLOR: "1" };
  const made = hermeticEnvironment(caller, "/t");
  expect(Object.keys(made).sort()).toEqual(
    ["DOCKET_LONG", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM", "HOME", "LANG", "NO_COLOR", "PATH", "TZ"].sort(),
  );
});

test("holds in the workers, whoever started vitest", () => {
  expect(homedir()).toContain("docket-home-");
  expect(new Date(2026, 0, 1).getTimezoneOffset()).toBe(0);
  expect(execFileSync("git", ["config", "user.name"], { encoding: "utf8" }).trim()).toBe("Test Person");
  expect(process.env.GIT_DIR).toBeUndefined();
});
