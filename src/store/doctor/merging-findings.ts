import type { Finding } from "../../std/finding.ts";
import { ok, type Result } from "../../std/result.ts";
import type { Backlog } from "../backlog.ts";
import { gitText } from "../git-calls.ts";
import { TICKETS_FOLDER } from "../home/home.ts";
import { DRIVER, type DriverState, driverState } from "../home/merge-driver.ts";
import { finding } from "./rules.ts";
import type { Unmerged } from "./unmerged.ts";

/** What keeps git from merging tickets well, and what an unfinished merge left. */
export async function mergingFindings(
  backlog: Backlog,
  unmerged: readonly Unmerged[],
): Promise<Result<readonly Finding[]>> {
  const unfinished = unmerged.map(({ path }) => unfinishedFinding(backlog, path));
  if (backlog.home.kind !== "tree") return ok(unfinished);
  const [driver, attribute] = await Promise.all([driverState(backlog.world, backlog.home), hasAttribute(backlog)]);
  return ok([
    ...unfinished,
    ...driverFindings(driver),
    ...(attribute
      ? []
      : [
          finding("merge-attribute-missing", ".gitattributes", {
            message: "nothing tells git to merge tickets with Docket",
            hint: `add a line to .gitattributes: ${TICKETS_FOLDER}/*.md merge=${DRIVER}`,
          }),
        ]),
  ]);
}

function driverFindings(driver: DriverState): readonly Finding[] {
  switch (driver.kind) {
    case "works":
      return [];
    case "missing":
      return [
        finding("merge-driver-missing", "", {
          message: "this clone's git merges tickets line by line",
          hint: "docket doctor --fix tells git to merge them with Docket; merges on a server never do, heal them here",
        }),
      ];
    case "broken":
      return [
        finding("merge-driver-broken", "", {
          message: `git cannot start what it merges tickets with: ${driver.command} (${driver.reason})`,
          hint: "docket doctor --fix tells git where Docket is now",
        }),
      ];
  }
}

function unfinishedFinding({ home }: Backlog, path: string): Finding {
  const hint =
    home.kind === "tree"
      ? "docket doctor --fix merges it from the versions git kept"
      : "finish the merge with git in the backlog's folder, then run docket sync";
  return finding("merge-unfinished", path, { message: "a git merge left this file with several versions", hint });
}

/** Git itself is asked: the line may stand in any .gitattributes above. */
async function hasAttribute({ home, world }: Backlog): Promise<boolean> {
  const args = ["check-attr", "merge", "--", `${TICKETS_FOLDER}/TASK-000000-any.md`];
  const answer = await gitText(world.git, { cwd: home.folder, args });
  return answer.ok && answer.value.endsWith(`merge: ${DRIVER}`);
}
