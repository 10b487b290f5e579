import type { Import } from "../outline.ts";
import { configsOf, type ReadText } from "./_configs.ts";
import type { Lookup } from "./_lookup.ts";
import { placesOf } from "./_places.ts";
import { lookUpC, lookUpGo, lookUpJava, lookUpPhp, lookUpRuby, lookUpShell } from "./by-name.ts";
import { lookUpJavascript, packageOfJavascript } from "./javascript.ts";
import { lookUpPython } from "./python.ts";
import { lookUpRust } from "./rust.ts";

/** Where an import leads: files of the checkout, or the name of something outside of it. */
export interface Target {
  readonly paths: readonly string[];
  readonly package?: string;
}

/** Finds where imports lead among the files of one checkout. */
export interface Resolver {
  targetOf(from: { readonly path: string; readonly language: string }, given: Import): Target;
}

type LookUp = (lookup: Lookup, from: string, given: Import) => readonly string[];

const BY_LANGUAGE: Readonly<Record<string, LookUp>> = {
  typescript: lookUpJavascript,
  javascript: lookUpJavascript,
  python: lookUpPython,
  go: lookUpGo,
  rust: lookUpRust,
  java: lookUpJava,
  ruby: lookUpRuby,
  php: lookUpPhp,
  c: lookUpC,
  cpp: lookUpC,
  shell: lookUpShell,
};

/** Configuration is read now, from the disk: it belongs to the checkout as it is. */
export function resolverOf(paths: readonly string[], readText: ReadText): Resolver {
  const places = placesOf(paths);
  const lookup = { places, configs: configsOf(places, readText) };
  return {
    targetOf: ({ path, language }, given) => {
      const found = BY_LANGUAGE[language]?.(lookup, path, given) ?? [];
      if (found.length > 0) return { paths: found };
      const outside = packageOf(language, given.spec);
      return outside === undefined ? { paths: [] } : { paths: [], package: outside };
    },
  };
}

/** What is not found here and does not look like a path has a name of its own. */
function packageOf(language: string, spec: string): string | undefined {
  if (spec.startsWith(".") || spec.startsWith("/") || spec.startsWith("mod ")) return undefined;
  if (language === "typescript" || language === "javascript") return packageOfJavascript(spec);
  if (language === "rust") return spec.split("::", 1)[0];
  return language === "python" ? spec.split(".", 1)[0] : spec;
}
