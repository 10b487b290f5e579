import { expect, test } from "vitest";
import { isLeftover } from "../../src/store/leftover.ts";
import { failingWorld } from "../../src/twins/failing-world.ts";
import { newLife } from "../../src/twins/life.ts";
import type { MemoryFiles } from "../../src/twins/memory-files.ts";
import { testWorld } from "../../src/twins/test-world.ts";
import { must, untilCrash } from "./_seen.ts";
import { verb } from "./_steps.ts";

const CWD = "/project";

test("init that crashes at any operation is finished by the next one", async () => {
  const init = verb("init", {});
  const whole = testWorld({ cwd: CWD });
  const life = newLife();
  must(await init.run(failingWorld(whole, life), CWD));
  expect(life.count).toBeGreaterThan(5);
  for (let crashAt = 1; crashAt <= life.count; crashAt += 1) {
    for (const moment of ["before", "half", "after"] as const) {
      const { files } = testWorld({ cwd: CWD });
      const dying = failingWorld(testWorld({ cwd: CWD, files }), newLife({ crashAt, moment }));
      expect(await untilCrash(init, dying, CWD)).toBe("crashed");
      must(await init.run(testWorld({ cwd: CWD, files }), CWD));
      expect(wholeFiles(files), `${moment} ${life.log[crashAt - 1]}`).toEqual(wholeFiles(whole.files));
    }
  }
});

/** Every file that is no temp file of a write that was cut off. */
const wholeFiles = (files: MemoryFiles): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(files.texts()).filter(([path]) => !isLeftover(path)));
