import type { Finding } from "../std/finding.ts";
import { parseJson } from "../std/json.ts";
import { canonicalJson } from "./canonical-json.ts";
import type { Change, ManifestChange } from "./change.ts";
import { cleanGlob } from "./globs.ts";
import { finding } from "./rules.ts";

/** Keys of package.json that say how the project is tested. */
const PROOF_KEYS = ["scripts", "jest", "vitest", "mocha", "ava", "tap", "nyc", "c8", "eslintConfig"] as const;

/**
 * Finds changed scripts and test settings in package.json. Dependencies are often changed with good reason, so naming the file in
 * the scope is not enough for these: `package.json#scripts` names them.
 */
export function judgePackageScripts(change: Change, allow: readonly string[]): readonly Finding[] {
  const named = new Set(allow.map(cleanGlob));
  return change.manifests.flatMap((manifest) =>
    changedKeys(manifest)
      .filter((key) => !named.has(`${manifest.path}#${key}`))
      .map((key) =>
        finding("package-scripts-changed", manifest.path, {
          message: `${manifest.path} changes ${JSON.stringify(key)}, which defines how the change is proven`,
          hint: `take that part back, or let a person name ${JSON.stringify(`${manifest.path}#${key}`)} in the ticket's scope.allow`,
        }),
      ),
  );
}

/** A new package below the root brings scripts of its own, which no gate of the base calls. */
function changedKeys({ path, before, after }: ManifestChange): readonly string[] {
  if (before === undefined && path.includes("/")) return [];
  const [old, now] = [parseJson(before ?? "{}"), parseJson(after ?? "{}")];
  return PROOF_KEYS.filter((key) => partOf(old, key) !== partOf(now, key));
}

/** An absent part and an empty one are the same; a file that is no JSON has lost all its parts. */
function partOf(manifest: unknown, key: string): string {
  if (typeof manifest !== "object" || manifest === null) return "";
  const part: unknown = Object.entries(manifest).find(([name]) => name === key)?.[1];
  const text = part === undefined ? "" : canonicalJson(part);
  return text === "{}" ? "" : text;
}
