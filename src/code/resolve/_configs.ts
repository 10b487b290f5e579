import { parseJson } from "../../std/json.ts";
import { MAX_CONFIGS } from "../limits.ts";
import { joined, type Places, parentOf, under, upwards } from "./_places.ts";

/** Reads a small file of the checkout as text; undefined when it cannot be read. */
export type ReadText = (path: string) => string | undefined;

/** What configuration says about where names lead. Folders are relative to the root. */
export interface Configs {
  /** Of the nearest tsconfig.json or jsconfig.json: patterns and where they lead, longest pattern first. */
  aliases(folder: string): readonly Alias[];
  /** Folders of the packages that live in this checkout, by their names. */
  readonly packages: ReadonlyMap<string, string>;
  /** Entry files that a package names itself, by its folder. */
  entries(folder: string): readonly string[];
  /** Go modules: path of the module and its folder, longest path first. */
  readonly goModules: readonly (readonly [string, string])[];
  /** Rust crates by name, with underscores. */
  readonly crates: ReadonlyMap<string, string>;
  /** PHP: beginnings of names and their folders, longest first. */
  readonly psr4: readonly (readonly [string, string])[];
}

export interface Alias {
  /** With at most one `*`. */
  readonly pattern: string;
  readonly targets: readonly string[];
}

const NO_CONFIG = /(?:^|\/)(?:node_modules|fixtures|testdata)\//;
const MAX_EXTENDS = 5;

export function configsOf(places: Places, readText: ReadText): Configs {
  const named = (name: string): readonly string[] =>
    places
      .endingWith(name)
      .filter((path) => !NO_CONFIG.test(path))
      .slice(0, MAX_CONFIGS);
  const json = (path: string): Shape => shapeOf(readText(path) ?? "");
  const packages = new Map<string, string>();
  for (const path of named("package.json")) {
    const { name } = json(path);
    if (typeof name === "string" && name !== "" && !packages.has(name)) packages.set(name, parentOf(path));
  }
  const known = new Map<string, readonly Alias[]>();
  return {
    packages,
    entries: (folder) => entriesOf(json(under(folder, "package.json"))),
    aliases: (folder) => nearestAliases(folder, { places, json, known }),
    goModules: byLength(
      named("go.mod").flatMap((path) =>
        pair(/^module[ \t]+"?([^\s"]+)/m.exec(readText(path) ?? "")?.[1], parentOf(path)),
      ),
    ),
    crates: new Map(
      named("Cargo.toml").flatMap((path) =>
        pair(crateName(readText(path) ?? "")?.replaceAll("-", "_"), parentOf(path)),
      ),
    ),
    psr4: byLength(named("composer.json").flatMap((path) => psr4Of(json(path), parentOf(path)))),
  };
}

type Shape = Readonly<Record<string, unknown>>;

const isShape = (value: unknown): value is Shape =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const partOf = (value: unknown): Shape => (isShape(value) ? value : {});
const textsOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === "string");

/** JSON that may hold comments and commas too many, as compilers' settings do. */
function shapeOf(text: string): Shape {
  const bare = text.replace(
    /("(?:[^"\\\n]|\\.)*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g,
    (_, kept: string | undefined) => kept ?? "",
  );
  return partOf(
    parseJson(bare.replace(/("(?:[^"\\\n]|\\.)*")|,(?=\s*[}\]])/g, (_, kept: string | undefined) => kept ?? "")),
  );
}

const pair = (name: string | undefined, folder: string): readonly (readonly [string, string])[] =>
  name === undefined ? [] : [[name, folder]];

const byLength = (pairs: readonly (readonly [string, string])[]): readonly (readonly [string, string])[] =>
  pairs.toSorted(([a], [b]) => b.length - a.length || (a < b ? -1 : 1));

const crateName = (text: string): string | undefined => /^\[package\][^[]*?^name\s*=\s*"([^"\n]+)"/ms.exec(text)?.[1];

function psr4Of(shape: Shape, folder: string): readonly (readonly [string, string])[] {
  return ["autoload", "autoload-dev"].flatMap((part) =>
    Object.entries(partOf(partOf(shape[part])["psr-4"])).flatMap(([prefix, targets]) =>
      textsOf(targets).flatMap((target) => pair(prefix, joined(folder, target) ?? folder)),
    ),
  );
}

/** Where a package says its source is; what tools build from it is rarely in the checkout. */
function entriesOf(shape: Shape): readonly string[] {
  const main = isShape(shape.exports) ? (shape.exports["."] ?? shape.exports) : shape.exports;
  const named = [shape.source, ...Object.values(partOf(main)), main, shape.module, shape.main, shape.types];
  return named.flatMap(textsOf);
}

interface Looking {
  readonly places: Places;
  readonly json: (path: string) => Shape;
  readonly known: Map<string, readonly Alias[]>;
}

function nearestAliases(folder: string, looking: Looking): readonly Alias[] {
  const before = looking.known.get(folder);
  if (before !== undefined) return before;
  const paths = upwards(folder).flatMap((up) => [under(up, "tsconfig.json"), under(up, "jsconfig.json")]);
  const path = paths.find((one) => looking.places.has(one));
  const aliases = path === undefined ? [] : aliasesIn(path, looking, 0);
  looking.known.set(folder, aliases);
  return aliases;
}

function aliasesIn(path: string, looking: Looking, depth: number): readonly Alias[] {
  const shape = looking.json(path);
  const { baseUrl, paths } = partOf(shape.compilerOptions);
  const folder = parentOf(path);
  const base = typeof baseUrl === "string" ? joined(folder, baseUrl) : undefined;
  const from = base ?? folder;
  const own = Object.entries(partOf(paths)).map(([pattern, targets]) => ({
    pattern,
    targets: textsOf(targets).flatMap((target) => joined(from, target) ?? []),
  }));
  const all = base === undefined ? own : [...own, { pattern: "*", targets: [under(base, "*")] }];
  if (all.length > 0 || depth >= MAX_EXTENDS) return all.toSorted((a, b) => b.pattern.length - a.pattern.length);
  const extended = textsOf(shape.extends).flatMap((spec) => (spec.startsWith(".") ? (joined(folder, spec) ?? []) : []));
  const files = extended.flatMap((one) => [one, `${one}.json`]).filter((one) => looking.places.has(one));
  return files.flatMap((one) => aliasesIn(one, looking, depth + 1));
}
