import type { Import } from "../outline.ts";
import type { Lookup } from "./_lookup.ts";
import { type Places, parentOf, under, upwards } from "./_places.ts";

/** Dots count folders upwards; other names begin in a folder above the file, or in `src` or `lib` there. */
export function lookUpPython({ places }: Lookup, from: string, { spec, names }: Import): readonly string[] {
  const dots = /^\.*/.exec(spec)?.[0].length ?? 0;
  const parts = spec
    .slice(dots)
    .split(".")
    .filter((part) => part !== "")
    .join("/");
  const ups = upwards(parentOf(from));
  if (dots > 0) {
    const start = ups[dots - 1];
    return start === undefined ? [] : moduleAt(places, join(start, parts), names);
  }
  for (const up of [...ups.toReversed(), ...ups.flatMap((one) => [under(one, "src"), under(one, "lib")])]) {
    const hit = moduleAt(places, join(up, parts), names);
    if (hit.length > 0) return hit;
  }
  return [];
}

const join = (folder: string, parts: string): string => (parts === "" ? folder : under(folder, parts));

/** The module itself and those of its submodules that are named. */
function moduleAt(places: Places, base: string, names: readonly string[]): readonly string[] {
  const own = fileOf(places, base);
  const below = names.flatMap((name) => fileOf(places, under(base, name)));
  return [...new Set([...own, ...below])];
}

function fileOf(places: Places, base: string): readonly string[] {
  const paths =
    base === ""
      ? ["__init__.py"]
      : [`${base}.py`, under(base, "__init__.py"), `${base}.pyi`, under(base, "__init__.pyi")];
  const hit = paths.find((path) => places.has(path));
  return hit === undefined ? [] : [hit];
}
