import { isAlias, isMap, isScalar, isSeq, type ParsedNode, type YAMLMap } from "yaml";
import { nearest } from "../../std/nearest.ts";
import { checkScalar, expected } from "./_scalars.ts";
import type { Problem, YamlSource } from "./_yaml.ts";
import { defaultOf } from "./defaults.ts";
import { limits } from "./limits.ts";
import type { Group, ListOf, MapOf, Shape, Texts } from "./shape.ts";

type Node = ParsedNode | null | undefined;

interface Reading {
  readonly source: YamlSource;
  readonly problems: Problem[];
  /** Key by last name, for keys that are known but elsewhere. */
  readonly homes: ReadonlyMap<string, string>;
}

/** One value out of a YAML tree by its shape: wrong parts become problems and take their defaults. */
export function readShape(shape: Group, source: YamlSource): { value: unknown; problems: readonly Problem[] } {
  const problems: Problem[] = [...source.problems];
  const homes = new Map(placesOf(shape, ""));
  const value = readNode(shape, source.root, { path: "", reading: { source, problems, homes } });
  return { value, problems: problems.slice(0, limits.maxProblems) };
}

interface Spot {
  readonly path: string;
  readonly reading: Reading;
}

function readNode(shape: Shape, node: Node, spot: Spot): unknown {
  if (node === null || node === undefined || (isScalar(node) && node.value === null)) return defaultOf(shape);
  if (isAlias(node)) {
    report(node, spot, { code: "wrong-type", message: `${named(spot)} is an alias`, hint: "write the value out" });
    return defaultOf(shape);
  }
  switch (shape.is) {
    case "group":
      return isMap(node) ? readGroup(shape, node, spot) : mismatch(shape, node, spot);
    case "map":
      return isMap(node) ? readMap(shape, node, spot) : mismatch(shape, node, spot);
    case "list":
      return isSeq(node) ? readList(shape, node.items as readonly Node[], spot) : mismatch(shape, node, spot);
    case "texts":
      return isSeq(node) ? readTexts(shape, node.items as readonly Node[], spot) : mismatch(shape, node, spot);
    default: {
      if (!isScalar(node)) return mismatch(shape, node, spot);
      const fault = checkScalar(shape, node.value);
      if (fault === undefined) return node.value;
      report(node, spot, { ...fault, message: `${named(spot)} ${fault.message}` });
      return shape.default;
    }
  }
}

function readGroup(shape: Group, map: YAMLMap.Parsed, spot: Spot): unknown {
  const given = new Map(namedPairs(map, spot));
  for (const [name, { key }] of given) {
    if (!Object.hasOwn(shape.keys, name) && shape.open !== true && !name.startsWith("x-"))
      unknownKey(shape, key, { name, spot });
  }
  const entries = Object.entries(shape.keys).map(([name, inner]) => {
    const pair = given.get(name);
    if (pair === undefined && inner.required === true)
      report(map, spot, { code: "missing-key", message: `${named(spot)} lacks \`${name}\`: ${inner.about}` });
    return [name, readNode(inner, pair?.value, { ...spot, path: join(spot.path, name) })];
  });
  return Object.fromEntries(entries);
}

function readMap(shape: MapOf, map: YAMLMap.Parsed, spot: Spot): unknown {
  return Object.fromEntries(
    [...namedPairs(map, spot)].map(([name, { value }]) => [
      name,
      readNode(shape.of, value, { ...spot, path: join(spot.path, name) }),
    ]),
  );
}

function readList(shape: ListOf, items: readonly Node[], spot: Spot): unknown {
  return items.flatMap((item, index) => {
    const at = { ...spot, path: `${spot.path}[${index}]` };
    if (!isMap(item)) {
      mismatch(shape.of, item, at);
      return [];
    }
    const before = spot.reading.problems.length;
    const value = readGroup(shape.of, item as YAMLMap.Parsed, at);
    // An entry that lacks what it needs would be a half-truth to everyone who reads it.
    const lacking = spot.reading.problems.slice(before).some((problem) => problem.code === "missing-key");
    return lacking ? [] : [Object.assign({ line: spot.reading.source.place(offsetOf(item)).line }, value)];
  });
}

function readTexts(shape: Texts, items: readonly Node[], spot: Spot): readonly string[] {
  return items.flatMap((item, index) => {
    const at = { ...spot, path: `${spot.path}[${index}]` };
    const value = isScalar(item) ? item.value : undefined;
    const fault = checkScalar({ is: "text", about: "", ...(shape.values ? { values: shape.values } : {}) }, value);
    if (fault === undefined && typeof value === "string") return [value];
    report(item, at, { code: "wrong-type", ...fault, message: `${named(at)} ${fault?.message ?? "must be a text"}` });
    return [];
  });
}

/** Keys that are plain words; a key of another type is a finding. */
function* namedPairs(map: YAMLMap.Parsed, spot: Spot): Generator<[string, { key: Node; value: Node }]> {
  for (const { key, value } of map.items) {
    const name: unknown = isScalar(key) ? key.value : undefined;
    if (typeof name === "string" || typeof name === "number") yield [String(name), { key, value: value as Node }];
    else report(key, spot, { code: "wrong-type", message: `a key in ${named(spot)} is not a word` });
  }
}

function unknownKey(shape: Group, key: Node, { name, spot }: { name: string; spot: Spot }): void {
  const sibling = nearest(name, Object.keys(shape.keys));
  const meant = sibling === undefined ? spot.reading.homes.get(name.toLowerCase()) : join(spot.path, sibling);
  report(key, spot, {
    code: "unknown-key",
    message: `unknown key \`${join(spot.path, name)}\``,
    hint: meant === undefined ? `keys here: ${Object.keys(shape.keys).join(", ")}` : `did you mean \`${meant}\`?`,
  });
}

function mismatch(shape: Shape, node: Node, spot: Spot): unknown {
  report(node, spot, { code: "wrong-type", message: `${named(spot)} must be ${expected(shape)}` });
  return defaultOf(shape);
}

function report(node: Node, spot: Spot, what: Pick<Problem, "code" | "message" | "hint">): void {
  spot.reading.problems.push({ ...what, severity: "error", ...spot.reading.source.place(offsetOf(node)) });
}

const offsetOf = (node: Node): number => node?.range[0] ?? 0;
const join = (path: string, name: string): string => (path === "" ? name : `${path}.${name}`);
const named = (spot: Spot): string => (spot.path === "" ? "the file" : `\`${spot.path}\``);

function* placesOf(shape: Group, path: string): Generator<[string, string]> {
  for (const [name, inner] of Object.entries(shape.keys)) {
    yield [name.toLowerCase(), join(path, name)];
    if (inner.is === "group") yield* placesOf(inner, join(path, name));
  }
}
