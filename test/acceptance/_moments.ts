import { afterAll } from "vitest";
import { tempFolder } from "../rigs/temp.ts";
import { replace } from "./_bench.ts";

/** A folder for all tests of a file: what is made in it once is kept as a moment, and a test begins from a copy of one, in the same place. */
export function moments<Moment extends string = string>() {
  const scene = tempFolder("scene");
  const kept = tempFolder("kept");
  afterAll(() => {
    scene[Symbol.dispose]();
    kept[Symbol.dispose]();
  });
  return {
    at: scene.at,
    keep: (moment: Moment): void => replace(scene.path, kept.at(moment)),
    begin: (moment: Moment): void => replace(kept.at(moment), scene.path),
  };
}
