import type { CheckFinding } from "./found.ts";
import type { CheckCode } from "./rules.ts";

/** How well a backlog is kept, from 0 to 100. */
export interface Health {
  /** 100 less what each fault costs, whatever the number of tickets: many of them reach 0 soon. */
  readonly absolute: number;
  /** The same cost for each ticket, against a ticket that has every fault: comparable between backlogs. */
  readonly normalised: number;
  readonly tickets: number;
  readonly parts: readonly HealthPart[];
}

interface HealthPart {
  readonly name: string;
  /** Tickets that have the fault. */
  readonly tickets: number;
  readonly points: number;
  /** Percentage of all tickets. */
  readonly share: number;
}

interface Cost {
  readonly name: string;
  readonly points: number;
  readonly isIn: (finding: CheckFinding) => boolean;
}

const has =
  (...codes: readonly CheckCode[]) =>
  ({ code }: CheckFinding): boolean =>
    codes.includes(code);
const aboutSection =
  (heading: RegExp) =>
  ({ code, message }: CheckFinding): boolean =>
    code === "section-missing" && heading.test(message);

const COSTS: readonly Cost[] = [
  { name: "obsolete", points: 5, isIn: has("ticket-obsolete") },
  { name: "required sections missing", points: 3, isIn: has("section-missing", "criteria-too-few", "files-missing") },
  { name: "duplicate", points: 10, isIn: has("ticket-alike") },
  {
    name: "no test strategy",
    points: 2,
    isIn: (finding) => has("tests-not-named")(finding) || aboutSection(/^the section Test Strategy /i)(finding),
  },
  { name: "no documented dependencies", points: 2, isIn: aboutSection(/^the section Dependencies /i) },
];

const WORST = COSTS.reduce((sum, { points }) => sum + points, 0);

/** The score of a backlog by what was found in it. An empty one is in perfect health. */
export function healthOf(findings: readonly CheckFinding[], tickets: number): Health {
  const parts = COSTS.map(({ name, points, isIn }): HealthPart => {
    const count = new Set(findings.filter(isIn).map(({ ticket }) => ticket)).size;
    return {
      name,
      tickets: count,
      points: count * points,
      share: tickets === 0 ? 0 : Math.round((100 * count) / tickets),
    };
  });
  const lost = parts.reduce((sum, { points }) => sum + points, 0);
  return {
    absolute: Math.max(0, 100 - lost),
    normalised: tickets === 0 ? 100 : Math.round(100 * (1 - lost / (WORST * tickets))),
    tickets,
    parts,
  };
}
