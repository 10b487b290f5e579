import type { Import } from "../outline.ts";
import type { Lookup } from "./_lookup.ts";
import { type Places, parentOf, under, upwards } from "./_places.ts";

/** `mod x;` names a file; a path names the longest beginning of itself that is one. */
export function lookUpRust({ places, configs }: Lookup, from: string, { spec }: Import): readonly string[] {
  const own = moduleFolder(from);
  if (spec.startsWith("mod ")) return fileOf(places, under(own, spec.slice(4)));
  const [head = "", ...rest] = spec.split("::");
  const root = upwards(parentOf(from)).find((folder) =>
    ["lib.rs", "main.rs"].some((name) => places.has(under(folder, name))),
  );
  if (head === "crate") return root === undefined ? [] : longest(places, root, rest);
  if (head === "self") return longest(places, own, rest);
  if (head === "super") {
    const supers = rest.findIndex((part) => part !== "super");
    const ups = supers < 0 ? rest.length : supers;
    const start = upwards(own)[ups + 1];
    return start === undefined ? [] : longest(places, start, rest.slice(ups));
  }
  const crate = configs.crates.get(head);
  if (crate !== undefined) return longest(places, under(crate, "src"), rest);
  return longest(places, own, [head, ...rest]);
}

/** Modules below a file lie in a folder of its name; those of a crate's root and of `mod.rs` beside it. */
function moduleFolder(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return ["lib.rs", "main.rs", "mod.rs"].includes(name) ? parentOf(path) : path.slice(0, -".rs".length);
}

function longest(places: Places, folder: string, parts: readonly string[]): readonly string[] {
  for (let length = parts.length; length > 0; length -= 1) {
    const hit = fileOf(places, under(folder, parts.slice(0, length).join("/")));
    if (hit.length > 0) return hit;
  }
  const root = ["lib.rs", "mod.rs", "main.rs"].map((name) => under(folder, name)).find((path) => places.has(path));
  return root === undefined || parts.length > 1 ? [] : [root];
}

function fileOf(places: Places, base: string): readonly string[] {
  const hit = [`${base}.rs`, `${base}/mod.rs`].find((path) => places.has(path));
  return hit === undefined ? [] : [hit];
}
