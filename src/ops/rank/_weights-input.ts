import type { Weights } from "../../plan/rank/weights.ts";
import { nearest } from "../../std/nearest.ts";
import { err, ok, type Result } from "../../std/result.ts";
import { settingsSchema } from "../../store/settings/schema.ts";
import { inputRange, inputType, inputUnknown } from "../input-faults.ts";

const { keys } = settingsSchema.keys.rank;
const NAMES = Object.keys(keys);

/** Reads `time_criticality=3,unblock=0`: weights other than those of the settings, by the same names and within the same bounds. */
export function readWeights(given: readonly string[], usual: Weights): Result<Weights> {
  let weights = usual;
  for (const pair of given.flatMap((text) => text.split(",")).map((text) => text.trim())) {
    if (pair === "") continue;
    const [word = "", text = ""] = pair.split("=", 2).map((part) => part.trim());
    const key = NAMES.find((name) => name.toLowerCase() === word.replaceAll(/[-_]/g, "").toLowerCase());
    if (key === undefined) {
      const known = NAMES.join(", ");
      return err(inputUnknown({ name: `weights: ${word.slice(0, 40)}`, nearest: nearest(word, NAMES), known }));
    }
    const value = numberFor(key, text);
    if (!value.ok) return value;
    weights = { ...weights, [key]: value.value };
  }
  return ok(weights);
}

function numberFor(key: string, text: string): Result<number> {
  const [, shape] = Object.entries(keys).find(([name]) => name === key) ?? [];
  const name = `weights: ${key}`;
  const number = text === "" ? Number.NaN : Number(text);
  const isWhole = shape?.is === "integer";
  if (shape === undefined || !Number.isFinite(number) || (isWhole && !Number.isInteger(number))) {
    const wanted = isWhole ? "a whole number" : "a number";
    return err(inputType({ name, wanted, got: JSON.stringify(text.slice(0, 40)) }));
  }
  if (number >= shape.min && number <= shape.max) return ok(number);
  return err(inputRange({ name, got: number, range: `from ${shape.min} to ${shape.max}` }));
}
