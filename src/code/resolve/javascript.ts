import type { Import } from "../outline.ts";
import type { Alias, Configs } from "./_configs.ts";
import type { Lookup } from "./_lookup.ts";
import { joined, type Places, parentOf, under } from "./_places.ts";

const ENDINGS = [".ts", ".tsx", ".mts", ".cts", ".d.ts", ".js", ".jsx", ".mjs", ".cjs", ".json", ".vue", ".svelte"];
/** What a compiler makes out of a source is imported by the name of what is made. */
const SOURCE_OF: Readonly<Record<string, readonly string[]>> = {
  ".js": [".ts", ".tsx", ".jsx"],
  ".jsx": [".tsx"],
  ".mjs": [".mts"],
  ".cjs": [".cts"],
};

/** Relative paths, the compiler's aliases, and packages of the same checkout; without an ending or a file name where that is usual. */
export function lookUpJavascript({ places, configs }: Lookup, from: string, { spec }: Import): readonly string[] {
  const bare = spec.replace(/[?#].*$/, "");
  if (bare.startsWith("/") || bare.includes(":")) return [];
  if (/^\.\.?(?:\/|$)/.test(bare)) return found(places, [joined(parentOf(from), bare)]);
  const aliased = found(places, aliasedTo(configs.aliases(parentOf(from)), bare));
  return aliased.length > 0 ? aliased : inPackage(places, configs, bare);
}

/** The name of the package an import asks for. */
export function packageOfJavascript(spec: string): string {
  if (spec.startsWith("node:")) return spec;
  return spec.split("/", spec.startsWith("@") ? 2 : 1).join("/");
}

function aliasedTo(aliases: readonly Alias[], spec: string): readonly string[] {
  return aliases.flatMap(({ pattern, targets }) => {
    const [head = "", tail] = pattern.split("*");
    if (tail === undefined) return pattern === spec ? targets : [];
    if (!spec.startsWith(head) || !spec.endsWith(tail) || spec.length < head.length + tail.length) return [];
    const middle = spec.slice(head.length, spec.length - tail.length);
    return targets.map((target) => target.replace("*", () => middle));
  });
}

function inPackage(places: Places, configs: Configs, spec: string): readonly string[] {
  const name = packageOfJavascript(spec);
  const folder = configs.packages.get(name);
  if (folder === undefined) return [];
  const rest = spec.slice(name.length + 1);
  if (rest !== "") return found(places, [under(folder, rest), under(folder, `src/${rest}`)]);
  const entries = configs.entries(folder).map((entry) => joined(folder, entry));
  return found(places, [...entries, under(folder, "src/index"), under(folder, "index"), under(folder, "src/main")]);
}

/** The first of the paths that is a file, with the endings that may be left out. */
function found(places: Places, bases: readonly (string | undefined)[]): readonly string[] {
  for (const base of bases) {
    if (base === undefined) continue;
    const hit = candidates(base).find((path) => places.has(path));
    if (hit !== undefined) return [hit];
  }
  return [];
}

function candidates(base: string): readonly string[] {
  const ending = /\.[cm]?jsx?$/.exec(base)?.[0];
  const sources =
    ending === undefined ? [] : (SOURCE_OF[ending] ?? []).map((one) => base.slice(0, -ending.length) + one);
  const added = base === "" ? [] : [base, ...sources, ...ENDINGS.map((one) => base + one)];
  return [...added, ...ENDINGS.map((one) => under(base, `index${one}`))];
}
