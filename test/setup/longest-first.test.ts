import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { projectRoot } from "../rigs/root.ts";
import { LONGEST } from "./longest-first.ts";

test("each file that is to begin early is there, once", () => {
  expect(LONGEST.filter((file) => !existsSync(`${projectRoot}${file}`))).toEqual([]);
  expect(new Set(LONGEST).size).toBe(LONGEST.length);
});
