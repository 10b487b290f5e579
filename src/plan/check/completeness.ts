import type { AffectedFile } from "../../ticket/affected-files.ts";
import { countCriteria, holdsCommand, isFilled } from "../../ticket/filled.ts";
import { leastCriteria } from "../../ticket/least-criteria.ts";
import { type CheckedTicket, isPattern, lineOf, sectionOf } from "./checked-ticket.ts";
import type { Found } from "./found.ts";
import { isUnderWay, type Surroundings } from "./surroundings.ts";

/** Whether a ticket says all that is needed to begin, and whether the files it names are as it says. */
export function completeness(ticket: CheckedTicket, around: Surroundings): readonly Found[] {
  return [
    ...emptySections(ticket, around),
    ...criteria(ticket, around),
    ...tests(ticket, around),
    ...verification(ticket, around),
    ...files(ticket, around),
  ];
}

function emptySections(ticket: CheckedTicket, { limits }: Surroundings): readonly Found[] {
  return limits.requiredSections
    .filter((heading) => !isOwnConcern(heading) && !isFilled(sectionOf(ticket, heading)))
    .map((heading) => {
      const line = lineOf(ticket, heading);
      const what = line === undefined ? "is missing" : "says nothing";
      const hint = `write it: docket edit ${ticket.id} --section "${heading}" --body TEXT`;
      return { code: "section-missing", message: `the section ${heading} ${what}`, hint, line };
    });
}

/** Sections with a check of their own below: one gap is told of once. */
const isOwnConcern = (heading: string): boolean => /^(acceptance criteria|affected files)$/i.test(heading);

function criteria(ticket: CheckedTicket, { limits }: Surroundings): readonly Found[] {
  const body = sectionOf(ticket, "Acceptance Criteria");
  const line = lineOf(ticket, "Acceptance Criteria");
  const count = countCriteria(body);
  const least = leastCriteria(ticket.ticket, limits.minAcceptanceCriteria);
  const few: readonly Found[] =
    count >= least
      ? []
      : [
          {
            code: "criteria-too-few",
            message: `it has ${count} of at least ${least} acceptance ${least === 1 ? "criterion" : "criteria"}`,
            hint: "write them as `- [ ] AC-1: …` under Acceptance Criteria",
            line,
          },
        ];
  const numbers = numbersIn(body);
  const isInOrder = numbers.every((number, at) => number === at + 1);
  const order: readonly Found[] = isInOrder
    ? []
    : [
        {
          code: "criteria-numbers",
          message: "the acceptance criteria are not numbered AC-1, AC-2 and so on",
          hint: "docket check --fix numbers them anew",
          line,
        },
      ];
  return [...few, ...order];
}

/** The numbers that stand before criteria; those without a number are left out, as nothing refers to them. */
function numbersIn(body: string): readonly number[] {
  return [...body.matchAll(/^\s*[-*+] \[[ xX]\]\s+AC-(\d{1,4})\b/gm)].map(([, digits]) => Number(digits));
}

/** Kinds of work that may have nothing a test could show. */
const UNTESTED = new Set(["docs", "chore", "idea"]);
const TEST_WORDS =
  /\b(unit|integration|e2e|end-to-end|regression|acceptance|contract|property|smoke|snapshot|component)\b|\.(?:test|spec)\.|_test\.|\btest_/i;

function tests(ticket: CheckedTicket, { limits }: Surroundings): readonly Found[] {
  const body = saidOfTests(ticket);
  // An empty section is told of already where the settings ask for it.
  const isAsked = limits.requiredSections.some((heading) => heading.toLowerCase() === "test strategy");
  if (!limits.requireTestStrategy || UNTESTED.has(ticket.ticket.kind) || TEST_WORDS.test(body)) return [];
  if (isAsked && !isFilled(sectionOf(ticket, "Test Strategy"))) return [];
  const hint = "say in Test Strategy which: unit, integration, regression, end-to-end …";
  const line = lineOf(ticket, "Test Strategy");
  return [{ code: "tests-not-named", message: "the test strategy names no kind of test", hint, line }];
}

/** The section, and the field that may stand for it. */
export function saidOfTests(ticket: CheckedTicket): string {
  const { test_notes: notes } = ticket.ticket.fields;
  return `${sectionOf(ticket, "Test Strategy")}\n${typeof notes === "string" ? notes : ""}`;
}

function verification(ticket: CheckedTicket, { limits }: Surroundings): readonly Found[] {
  const { verify } = ticket.ticket.fields;
  const isNamed = typeof verify === "string" ? verify.trim() !== "" : Array.isArray(verify) && verify.length > 0;
  const holds =
    holdsCommand(sectionOf(ticket, "Test Strategy")) || isFilled(sectionOf(ticket, "Verification Commands"));
  if (!limits.requireVerificationCommands || isNamed || holds) return [];
  const hint = `docket edit ${ticket.id} --verify NAME, or a code block in Test Strategy`;
  return [{ code: "command-missing", message: "it names no command that verifies it", hint }];
}

function files(ticket: CheckedTicket, around: Surroundings): readonly Found[] {
  const line = lineOf(ticket, "Affected Files");
  if (ticket.files.length === 0) {
    if (!around.limits.requireAffectedFiles || hasScope(ticket)) return [];
    const hint = "one line a file under Affected Files: path, then create, modify or delete";
    return [{ code: "files-missing", message: "it names no file that it touches", hint, line }];
  }
  return ticket.files.flatMap((file) => placeOf(ticket, file, around).map((found) => ({ ...found, line })));
}

function hasScope({ ticket }: CheckedTicket): boolean {
  const { scope } = ticket.fields;
  if (typeof scope === "string") return scope.trim() !== "";
  return scope !== undefined && scope !== null && typeof scope === "object" && Object.keys(scope).length > 0;
}

function placeOf(ticket: CheckedTicket, { path, action }: AffectedFile, around: Surroundings): readonly Found[] {
  if (path.startsWith("/") || path.split("/").includes("..") || /^[A-Za-z]:/.test(path)) {
    return [{ code: "file-path-odd", message: `${path} is no path from the repository's root` }];
  }
  const { code, creators } = around;
  if (code === undefined || isPattern(path) || isUnderWay(ticket)) return [];
  const isThere = code.exists(path);
  if (action === "create") {
    if (!isThere) return [];
    return [{ code: "file-present", message: `${path} is to be created and is there already`, hint: "write modify" }];
  }
  // What another open ticket creates is a matter of order, not of a wrong path.
  if (isThere || code.folderExists(path) || (creators.get(path)?.length ?? 0) > 0) return [];
  const fate = code.fateOf(path);
  // Renamed and obsolete files have findings of their own.
  if (fate?.renamedTo !== undefined || (fate !== undefined && isAllGone(ticket, around))) return [];
  const hint = "mend the path, or write create";
  return [
    {
      code: "file-absent",
      message: `${path} is to be ${action === "delete" ? "deleted" : "modified"} and is not there`,
      hint,
    },
  ];
}

/** Whether each file it is about was there once, and is gone without another name. */
export function isAllGone({ files: all }: CheckedTicket, { code, creators }: Surroundings): boolean {
  if (code === undefined || all.length === 0) return false;
  return all.every(({ path, action }) => {
    if (action === "create" || isPattern(path) || code.exists(path) || creators.has(path)) return false;
    const fate = code.fateOf(path);
    return fate !== undefined && fate.renamedTo === undefined;
  });
}
