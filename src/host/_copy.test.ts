import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { expect, test } from "vitest";
import { tempFolder } from "../../test/rigs/temp.ts";
import { copyWhole } from "./_copy.ts";

test("a copy is written in the folder that was named, and beside its target only where that is on another disk", () => {
  using temp = tempFolder("copy");
  const root = temp.path;
  mkdirSync(`${root}/by`);
  writeFileSync(`${root}/f`, "x");
  const ways: string[] = [];
  const rename = (isOneDisk: boolean) => (half: string, to: string) => {
    ways.push(dirname(half).slice(root.length));
    if (!isOneDisk && dirname(half) !== dirname(to)) throw Object.assign(new Error("two disks"), { code: "EXDEV" });
    renameSync(half, to);
  };
  const copy = { from: `${root}/f`, to: `${root}/g`, by: `${root}/by`, maxBytes: 9 };
  copyWhole(copy, new TextEncoder().encode("one"), rename(true));
  expect([ways.splice(0), readFileSync(copy.to, "utf8")]).toEqual([["/by"], "one"]);
  copyWhole(copy, new TextEncoder().encode("two"), rename(false));
  expect([ways, readFileSync(copy.to, "utf8")]).toEqual([["/by", ""], "two"]);
  expect([readdirSync(root).toSorted(), readdirSync(copy.by)]).toEqual([["by", "f", "g"], []]);
});
