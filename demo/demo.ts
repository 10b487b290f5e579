// Plays the demo: npm run demo. Everything happens in a throw-away folder, with the real program and real git.
import { findWork } from "./acts/find-work.ts";
import { oneBacklog } from "./acts/one-backlog.ts";
import { workOff } from "./acts/work-off.ts";
import { NotAsTold, onStage } from "./stage.ts";

const acts = [findWork, oneBacklog, workOff];

try {
  const begin = performance.now();
  await onStage(async (stage) => {
    for (const act of acts) await act(stage);
  });
  console.log(
    `\nAll went as told, in ${((performance.now() - begin) / 1000).toFixed(1)} s. The throw-away folder is gone again.`,
  );
} catch (error) {
  if (!(error instanceof NotAsTold)) throw error;
  console.error(`\ndemo: ${error.message}`);
  process.exitCode = 1;
}
