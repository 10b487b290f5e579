import { expect, test } from "vitest";
import { type Code, faultCodes, findingCodes } from "../../scripts/source/codes.ts";
import { readProjectFile, sourceFiles } from "../../scripts/source/files.ts";
import { cardClasses } from "../../src/ops/cards/find-card.ts";

/** Rooms whose codes come up around orders. */
const ROOMS = ["work", "gate", "flow"];
/** Codes of other rooms that are about orders alone. */
const OTHERS = [
  "order-not-named",
  "skip-reason-too-short",
  "agent-not-named",
  "order-not-found",
  "order-broken",
  "actor-not-person",
];

const program = sourceFiles().filter((file) => !file.isTest);
const known: readonly Code[] = [...faultCodes(program), ...findingCodes(program)];
const told = rowsOf("docs/troubleshooting.md");

test("docs/troubleshooting.md tells cause and way out of every code that comes up around orders", () => {
  // Where claim, branch, checkout, record and status disagree is a page of its own.
  const also = [...readProjectFile("docs/operations.md").matchAll(/^\| `([a-z-]+)`/gm)].map(([, code = ""]) => code);
  const all = new Set([...told.map(({ code }) => code), ...also]);
  const ours = known.filter(({ code, file }) => OTHERS.includes(code) || ROOMS.includes(file.split("/")[1] ?? ""));
  expect(OTHERS.filter((code) => !known.some((one) => one.code === code))).toEqual([]);
  expect([...new Set(ours.map(({ code }) => code))].filter((code) => !all.has(code))).toEqual([]);
});

test("it tells of no code twice, of none that is not there, and leaves nothing empty", () => {
  const codes = told.map(({ code }) => code);
  expect(codes.filter((code, at) => codes.indexOf(code) !== at)).toEqual([]);
  expect(codes.filter((code) => !known.some((one) => one.code === code))).toEqual([]);
  expect(told.filter(({ why, wayOut }) => why === "" || wayOut === "")).toEqual([]);
});

test("what it calls only named does not stop an order, and everything else among the findings does", () => {
  const soft = new Set(findingCodes(program).flatMap(({ code, weight }) => (weight === "error" ? [] : [code])));
  const quiet = told.flatMap(({ code, why }) => (why.endsWith("Only named.") ? [code] : []));
  expect(quiet.filter((code) => !soft.has(code))).toEqual([]);
  expect(
    told
      .map(({ code }) => code)
      .filter((code) => soft.has(code) && !quiet.includes(code))
      .toSorted(),
  ).toEqual(["claim-unsettled", "findings-cut", "proof-skipped", "rule-invalid"]);
});

test("it says of each code what the card of its refusal says, under the heading of its class", () => {
  const page = readProjectFile("docs/troubleshooting.md");
  const sections = page.split(/^## /m).slice(1);
  const said = sections.flatMap((section) => {
    const name = section.slice(0, section.indexOf("\n"));
    return rowsIn(section).map(({ code, why, wayOut }) => [code, name, why, wayOut]);
  });
  const cards = cardClasses.flatMap(({ name, cards: ones }) =>
    Object.entries(ones).map(([code, { cause, next }]) => [
      code,
      name,
      cause,
      next.length === 0 ? "–" : next.join(" "),
    ]),
  );
  expect(cards).toEqual(said);
  expect(cards.filter(([code]) => !known.some((one) => one.code === code))).toEqual([]);
});

interface Row {
  readonly code: string;
  readonly why: string;
  readonly wayOut: string;
}

function rowsOf(page: string): readonly Row[] {
  return rowsIn(readProjectFile(page));
}

function rowsIn(text: string): readonly Row[] {
  return [...text.matchAll(/^\| `([a-z-]+)`\s*\|([^|]*)\|([^|]*)\|$/gm)].map(
    ([, code = "", why = "", wayOut = ""]) => ({ code, why: why.trim(), wayOut: wayOut.trim() }),
  );
}
