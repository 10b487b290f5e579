import { biome } from "./biome.ts";
import { cargoAudit } from "./cargo-audit.ts";
import { cargoOutdated } from "./cargo-outdated.ts";
import { eslint } from "./eslint.ts";
import { golangci } from "./golangci.ts";
import { npmAudit } from "./npm-audit.ts";
import { npmOutdated } from "./npm-outdated.ts";
import { osv } from "./osv.ts";
import { osvScanner } from "./osv-scanner.ts";
import { pipAudit } from "./pip-audit.ts";
import { pipOutdated } from "./pip-outdated.ts";
import type { ProblemParser, ProblemReport } from "./problem.ts";
import { ruff } from "./ruff.ts";
import { sarif } from "./sarif.ts";
import { tsc } from "./tsc.ts";
import { yarnAudit } from "./yarn-audit.ts";
import { yarnNpmAudit } from "./yarn-npm-audit.ts";
import { yarnOutdated } from "./yarn-outdated.ts";

/** Every format of problems; the first that recognises a text reads it, so the stricter ones come first. */
export const problemParsers: readonly ProblemParser[] = [
  sarif,
  biome,
  golangci,
  cargoAudit,
  yarnAudit,
  yarnNpmAudit,
  yarnOutdated,
  npmAudit,
  osvScanner,
  cargoOutdated,
  pipAudit,
  osv,
  pipOutdated,
  npmOutdated,
  eslint,
  ruff,
  tsc,
];

/**
 * Reads what a tool printed, other prints around it included; undefined when none of the formats fits. Name the formats that can be
 * meant: text that a tool quotes may look like another format.
 */
export function readProblemReport(text: string, formats?: readonly string[]): ProblemReport | undefined {
  const parser = problemParsers.find((one) => formats?.includes(one.format) !== false && one.recognises(text));
  return parser?.parse(text);
}
