import type { Import } from "../outline.ts";
import type { Lookup } from "./_lookup.ts";
import { joined, parentOf, under } from "./_places.ts";

/** A package of a Go module is a folder: all its files but the tests. */
export function lookUpGo({ places, configs }: Lookup, _from: string, { spec }: Import): readonly string[] {
  for (const [path, folder] of configs.goModules) {
    if (spec !== path && !spec.startsWith(`${path}/`)) continue;
    const inside = spec === path ? folder : under(folder, spec.slice(path.length + 1));
    return places.inFolder(inside).filter((file) => file.endsWith(".go") && !file.endsWith("_test.go"));
  }
  return [];
}

/** A class has a file of its name in folders of its package's name; a member or an inner class has that of its class. */
export function lookUpJava({ places }: Lookup, _from: string, { spec }: Import): readonly string[] {
  const parts = spec.split(".");
  if (parts.at(-1) === "*") {
    const folder = parts.slice(0, -1).join("/");
    const first = places.endingWith(`${folder}.java`)[0];
    return first === undefined ? [] : [first];
  }
  for (let length = parts.length; length > 1; length -= 1) {
    const hits = places.endingWith(`${parts.slice(0, length).join("/")}.java`);
    if (hits.length > 0) return hits.slice(0, 1);
  }
  return [];
}

/** Beside the file where the path says so, else below a folder `lib`, else anywhere by the whole path. */
export function lookUpRuby({ places }: Lookup, from: string, { spec }: Import): readonly string[] {
  const file = spec.endsWith(".rb") ? spec : `${spec}.rb`;
  if (spec.startsWith(".")) return only(joined(parentOf(from), file), places.has);
  const hits = [...places.endingWith(`lib/${file}`), ...(spec.includes("/") ? places.endingWith(file) : [])];
  return hits.slice(0, 1);
}

/** Paths from the file or the root; names by the settings of the class loader, else by the end of the path. */
export function lookUpPhp({ places, configs }: Lookup, from: string, { spec }: Import): readonly string[] {
  if (spec.endsWith(".php") || spec.startsWith(".")) {
    const beside = only(joined(parentOf(from), spec), places.has);
    return beside.length > 0 ? beside : only(joined("", spec), places.has);
  }
  const name = spec.replace(/^\\/, "");
  for (const [prefix, folder] of configs.psr4) {
    if (!name.startsWith(prefix)) continue;
    const hit = only(under(folder, `${name.slice(prefix.length).replaceAll("\\", "/")}.php`), places.has);
    if (hit.length > 0) return hit;
  }
  const parts = name.split("\\");
  return parts.length < 2 ? [] : places.endingWith(`${parts.slice(-2).join("/")}.php`).slice(0, 1);
}

/** Beside the file, else in any folder of headers: the shortest path that ends like this. */
export function lookUpC({ places }: Lookup, from: string, { spec }: Import): readonly string[] {
  const beside = only(joined(parentOf(from), spec), places.has);
  const tail = spec.replace(/^(?:\.\.?\/)+/, "");
  return beside.length > 0 ? beside : places.endingWith(tail).slice(0, 1);
}

/** From the file or from the root. */
export function lookUpShell({ places }: Lookup, from: string, { spec }: Import): readonly string[] {
  const beside = only(joined(parentOf(from), spec), places.has);
  return beside.length > 0 ? beside : only(joined("", spec), places.has);
}

const only = (path: string | undefined, has: (path: string) => boolean): readonly string[] =>
  path !== undefined && has(path) ? [path] : [];
