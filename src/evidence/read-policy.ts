import { err, ok, type Result } from "../std/result.ts";
import { DIMENSIONS, type Dimension } from "./breadth.ts";
import { policyInvalid } from "./faults.ts";
import { DEFAULT_POLICY, type Policy, STAGES, type Stage, SURFACE_KINDS, type SurfaceKind } from "./policy.ts";

const ROOT = "backlog_policy";

/** Keys of the file, and what they stand for. */
export const POLICY_KEYS = {
  surfaceAreaHigh: "surface_area_high",
  breadthMin: "breadth_min_for_surface_area_high",
  narrowStage: "default_stage_for_surface_area_high",
  labelledStage: "default_stage_for_labelled",
  investigationSteps: "investigation_steps",
} as const satisfies Record<keyof Policy, string>;

/** Reads the policy out of a file of settings. What is missing there is as it is by default; what is wrong is a fault with its key. */
export function readPolicy(value: unknown): Result<Policy> {
  if (value === undefined || value === null) return ok(DEFAULT_POLICY);
  if (!isRecord(value)) return wrong(ROOT, "it has to be a map");
  const known: readonly string[] = Object.values(POLICY_KEYS);
  const stranger = Object.keys(value).find((key) => !known.includes(key));
  if (stranger !== undefined)
    return wrong(`${ROOT}.${stranger}`, `there is no such key; there are ${known.join(", ")}`);
  const surfaceAreaHigh = listAt(value, "surfaceAreaHigh", isSurfaceKind);
  if (!surfaceAreaHigh.ok) return surfaceAreaHigh;
  const breadthMin = breadthAt(value);
  if (!breadthMin.ok) return breadthMin;
  const narrowStage = stageAt(value, "narrowStage");
  if (!narrowStage.ok) return narrowStage;
  const labelledStage = stageAt(value, "labelledStage");
  if (!labelledStage.ok) return labelledStage;
  const investigationSteps = listAt(value, "investigationSteps", isStep);
  if (!investigationSteps.ok) return investigationSteps;
  return ok({
    surfaceAreaHigh: surfaceAreaHigh.value ?? DEFAULT_POLICY.surfaceAreaHigh,
    breadthMin: breadthMin.value ?? DEFAULT_POLICY.breadthMin,
    narrowStage: narrowStage.value ?? DEFAULT_POLICY.narrowStage,
    labelledStage: labelledStage.value ?? DEFAULT_POLICY.labelledStage,
    investigationSteps: investigationSteps.value ?? DEFAULT_POLICY.investigationSteps,
  });
}

type Fields = Readonly<Record<string, unknown>>;

function listAt<Value>(
  fields: Fields,
  name: keyof Policy,
  is: (value: unknown) => value is Value,
): Result<readonly Value[] | undefined> {
  const key = POLICY_KEYS[name];
  const list = fields[key];
  if (list === undefined) return ok(undefined);
  if (!Array.isArray(list)) return wrong(`${ROOT}.${key}`, "it has to be a list");
  const at = list.findIndex((value) => !is(value));
  return at === -1 ? ok(list.filter(is)) : wrong(`${ROOT}.${key}[${at}]`, `it cannot be ${show(list[at])}`);
}

function breadthAt(fields: Fields): Result<Policy["breadthMin"] | undefined> {
  const path = `${ROOT}.${POLICY_KEYS.breadthMin}`;
  const map = fields[POLICY_KEYS.breadthMin];
  if (map === undefined) return ok(undefined);
  if (!isRecord(map)) return wrong(path, "it has to be a map");
  const found: Partial<Record<Dimension, number>> = {};
  for (const [key, value] of Object.entries(map)) {
    const row = DIMENSIONS.find(({ dimension }) => dimension === key);
    if (row === undefined)
      return wrong(`${path}.${key}`, `there are ${DIMENSIONS.map((one) => one.dimension).join(", ")}`);
    if (!isCount(value)) return wrong(`${path}.${key}`, `it cannot be ${show(value)}`);
    found[row.dimension] = value;
  }
  return ok(found);
}

function stageAt(fields: Fields, name: "narrowStage" | "labelledStage"): Result<Stage | undefined> {
  const key = POLICY_KEYS[name];
  const value = fields[key];
  if (value === undefined) return ok(undefined);
  const stage = STAGES.find((one) => one === value);
  return stage === undefined ? wrong(`${ROOT}.${key}`, `it can be ${STAGES.join(", ")}`) : ok(stage);
}

const wrong = (key: string, why: string) => err(policyInvalid({ key, why }));
const show = (value: unknown): string => (JSON.stringify(value) ?? "nothing").slice(0, 80);
const isRecord = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isSurfaceKind = (value: unknown): value is SurfaceKind => SURFACE_KINDS.some((kind) => kind === value);
const isStep = (value: unknown): value is string => typeof value === "string" && value.trim() !== "";
const isCount = (value: unknown): value is number =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
