import { expect, test } from "vitest";
import { allOps } from "../../scripts/reference/all.ts";
import { makeScene } from "./scene.ts";

/** What must be so before an example can work; without a line the seeded tickets are enough. */
const BEFORE: Readonly<Record<string, readonly string[]>> = {
  'docket move k3f ready --from refined --reason "checked"': ["docket move k3f refined --reason written"],
  'docket reopen k3f --reason "It crashed again with 2.1."': ["docket close k3f --resolution 'Fixed.'"],
  "docket relate k3f depends_on m4t --remove": ["docket relate k3f depends_on m4t"],
  "docket epic E-sign-in --enqueue k3f --enqueue m4t": ["docket epic E-sign-in --title 'Sign in'"],
  "docket epic E-sign-in --status done": ["docket epic E-sign-in --title 'Sign in'"],
};

const examples = (await allOps()).flatMap((op) => op.examples.map((line) => [line, op.name] as const));

test.for(examples)("%s", ([line, verb]) => {
  using scene = makeScene(verb !== "init");
  for (const step of BEFORE[line] ?? []) expect(scene.run(step), step).toMatchObject({ code: 0 });
  expect(scene.run(line)).toMatchObject({ code: 0 });
});

test("each preparation belongs to an example", () => {
  const known = new Set<string>(examples.map(([line]) => line));
  expect(Object.keys(BEFORE).filter((line) => !known.has(line))).toEqual([]);
});
