import type { Line, Page } from "../_page.ts";
import { isShape, shapeOf, shapesOf, textOf } from "../_shape.ts";
import { doctor } from "./doctor.ts";

/** Findings by ticket, what was mended before them and the score of health below; or the report as it is. */
export function check(output: unknown, page: Page): readonly Line[] {
  const { report, fixed, accepted, health, dryRun, findings } = shapeOf(output);
  if (typeof report === "string") return report.split("\n").map((line) => [line]);
  const reasons = (shapesOf(findings) ?? []).map((one) =>
    typeof one.accepted === "string" ? { ...one, hint: `accepted: ${one.accepted}` } : one,
  );
  return [
    ...(shapesOf(fixed) ?? []).map(
      (one): Line => [
        { text: dryRun === true ? "would mend " : "mended ", style: "green" },
        `${textOf(one.ticket)}: ${Array.isArray(one.what) ? one.what.map(textOf).join("; ") : ""}`,
      ],
    ),
    ...(isShape(accepted) ? [[`${textOf(accepted.ticket)}: ${textOf(accepted.code)} is accepted`]] : []),
    ...doctor({ ...shapeOf(output), findings: reasons }, page),
    ...(isShape(health)
      ? [[`health ${textOf(health.absolute)} of 100, by the number of tickets ${textOf(health.normalised)}`]]
      : []),
  ];
}
