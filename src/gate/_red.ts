import { missingModule } from "../findings/cause.ts";
import type { Broken, Cause, TestCase } from "../findings/test-report.ts";
import { isGreen, type PhaseState, testsOfFile } from "./_test-states.ts";

/** A test or a file that fails on the base's sources and passes at the head. */
export interface Red {
  readonly name: string;
  readonly cause: Cause;
  readonly worth: "proven" | "weak" | "wrong";
}

interface Sides {
  readonly overlay: PhaseState;
  readonly head: PhaseState;
  readonly addedSources: readonly string[];
}

/** Everything that went from red to green, and what that shows. */
export function redsOf(sides: Sides): readonly Red[] {
  const { overlay, head } = sides;
  if (!overlay.isReadable || !head.isReadable) return byExitCode(overlay, head);
  const tests = [...overlay.tests]
    .filter(([name, { failed }]) => failed.min > 0 && isGreen(head.tests.get(name)))
    .map(([name, { failures }]): Red => {
      const causes = failures.map((run) => bestOf(run.map((one) => causeOf(one, sides))));
      return { name, ...worthOf(causes, "load") };
    });
  const files = [...overlay.broken]
    .filter(([file]) => becomesGreen(file, sides))
    .map(([file, found]): Red => {
      const stage = found.some((one) => one.stage === "build") ? "build" : "load";
      return {
        name: file,
        ...worthOf(
          found.map((one) => causeOf(one, sides)),
          stage,
        ),
      };
    });
  return [...tests, ...files];
}

/** Without names only the exit code is left: it shows that something changed, not what. */
function byExitCode(overlay: PhaseState, head: PhaseState): readonly Red[] {
  const differs = overlay.exit === "failed" && overlay.isWhole && head.exit === "passed";
  return differs ? [{ name: "the exit code of the test command", cause: "other", worth: "weak" }] : [];
}

const WORTH: readonly Cause[] = ["assertion", "missing-symbol", "other"];

/** The best of several failures of one name in one run. */
function bestOf(causes: readonly Cause[]): Cause {
  return WORTH.find((cause) => causes.includes(cause)) ?? causes[0] ?? "other";
}

/** As good as the worse of the runs: it must fail for a right reason each time. A compiler's refusal says nothing of single tests. */
function worthOf(causes: readonly Cause[], stage: Broken["stage"]): Pick<Red, "cause" | "worth"> {
  const worst =
    causes.find((cause) => !WORTH.includes(cause)) ?? causes.toSorted((a, b) => WORTH.indexOf(b) - WORTH.indexOf(a))[0];
  const cause = worst ?? "other";
  if (!WORTH.includes(cause)) return { cause, worth: "wrong" };
  return { cause, worth: cause === "other" || stage === "build" ? "weak" : "proven" };
}

/** A module that cannot be found is a missing symbol when the change brings it, whatever its name looks like. */
function causeOf(failure: TestCase | Broken, { addedSources }: Sides): Cause {
  const { cause = "other", message = "" } = failure;
  if (/No test suite found|must contain at least one test/.test(message)) return "syntax";
  if (cause !== "missing-package") return cause;
  const module = missingModule(message);
  return module !== undefined && addedSources.some((path) => isModule(path, module)) ? "missing-symbol" : cause;
}

/** `calc.later` is `calc/later.py` or `src/calc/later/__init__.py`; `@/later` is `src/later.ts`. */
function isModule(path: string, module: string): boolean {
  const bare = path.replace(/\.\w+$/, "").replace(/\/(?:__init__|index|mod|lib)$/, "");
  const isPython = path.endsWith(".py");
  const wanted = (isPython ? module.replaceAll(".", "/") : module.replace(/\.\w+$/, "")).replace(/^[@~#]?\//, "");
  if (bare === wanted || bare.endsWith(`/${wanted}`)) return true;
  // A package that is new comes as the folder of its modules.
  return isPython && (path.startsWith(`${wanted}/`) || path.includes(`/${wanted}/`));
}

function becomesGreen(file: string, { overlay, head }: Sides): boolean {
  if (head.broken.has(file)) return false;
  const tests = testsOfFile(head, file);
  if (tests.length > 0) return tests.some(isGreen) && tests.every(({ failed }) => failed.max === 0);
  // The format does not say where a test stands: what is new and passes can only come from files that load now.
  return [...head.tests].some(([name, state]) => !overlay.tests.has(name) && isGreen(state));
}
