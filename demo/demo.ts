// Plays the demo: npm run demo. Everything happens in a throw-away folder, with the real program and real git.
import { chooseWork } from "./acts/choose-work.ts";
import { findWork } from "./acts/find-work.ts";
import { twoClones } from "./acts/two-clones.ts";
import { workOff } from "./acts/work-off.ts";
import { NotAsTold, onStage, type Stage } from "./stage.ts";

const SUMMARY = `
  found             3 facts: 2 became tickets, 1 was held back, none came twice
  chosen            each place in the order with its reason
  proven, merged    3 orders; a shortcut was sent back, a killed process went on
  come back         1 problem, which opened its own ticket again
  shared            1 ticket changed in 2 clones offline, and both are kept

Now your own project; nothing is written before you say so:
  bin/docket -C path/to/project init --dry-run`;

async function play(stage: Stage): Promise<void> {
  const scene = await findWork(stage);
  const wishes = await chooseWork(stage, scene);
  await workOff(stage, { ...scene, wishes });
  await twoClones(stage, scene);
}

try {
  const begin = performance.now();
  await onStage(play);
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  console.log(`\nAll went as told, in ${seconds} s. The throw-away folder is gone again.\n${SUMMARY}`);
} catch (error) {
  if (!(error instanceof NotAsTold)) throw error;
  console.error(`\ndemo: ${error.message}`);
  process.exitCode = 1;
}
