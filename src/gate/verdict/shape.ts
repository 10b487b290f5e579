import { MAX_SHAPE_PROBLEMS } from "../limits.ts";

/**
 * A value of JSON described as data: the type, the check and the published schema are made from one description. Keys that a
 * description does not name are kept, so that an older Docket can check the seal of a newer verdict.
 */
export type Shape =
  | { readonly is: "text"; readonly about?: string; readonly pattern?: RegExp; readonly optional?: Absence }
  | { readonly is: "count"; readonly about?: string; readonly optional?: Absence }
  | { readonly is: "number"; readonly about?: string; readonly optional?: Absence }
  | { readonly is: "flag"; readonly about?: string; readonly optional?: Absence }
  | { readonly is: "choice"; readonly about?: string; readonly of: readonly string[]; readonly optional?: Absence }
  | { readonly is: "list"; readonly about?: string; readonly of: Shape; readonly optional?: Absence }
  | { readonly is: "record"; readonly about?: string; readonly keys: Keys; readonly optional?: Absence };

/** `true`: the key may be absent; `or-undefined`: it may also be there without a value, which JSON leaves out. */
type Absence = true | "or-undefined";

export type Keys = Readonly<Record<string, Shape>>;

type Having<K extends Keys, A> = {
  [Name in keyof K]: K[Name] extends { readonly optional: A } ? Name : never;
}[keyof K];
type Required<K extends Keys> = Exclude<keyof K, Having<K, Absence>>;

export type ValueOf<S extends Shape> = S extends { readonly is: "text" }
  ? string
  : S extends { readonly is: "count" | "number" }
    ? number
    : S extends { readonly is: "flag" }
      ? boolean
      : S extends { readonly is: "choice"; readonly of: readonly (infer Word)[] }
        ? Word
        : S extends { readonly is: "list"; readonly of: infer Inner extends Shape }
          ? readonly ValueOf<Inner>[]
          : S extends { readonly is: "record"; readonly keys: infer K extends Keys }
            ? { readonly [Name in Required<K>]: ValueOf<K[Name]> } & {
                readonly [Name in Having<K, true>]?: ValueOf<K[Name]>;
              } & { readonly [Name in Having<K, "or-undefined">]?: ValueOf<K[Name]> | undefined }
            : never;

/** Tells whether a value is of a shape; what is wrong is put on the list. */
export function fits<S extends Shape>(shape: S, value: unknown, problems: string[]): value is ValueOf<S> {
  check(shape, { value, path: "", problems });
  return problems.length === 0;
}

interface Spot {
  readonly value: unknown;
  readonly path: string;
  readonly problems: string[];
}

function check(shape: Shape, spot: Spot): void {
  const { value, path, problems } = spot;
  if (problems.length >= MAX_SHAPE_PROBLEMS) return;
  if (shape.is === "list" && Array.isArray(value)) {
    for (const [at, entry] of value.entries()) check(shape.of, { value: entry, path: `${path}[${at}]`, problems });
    return;
  }
  if (shape.is === "record" && isRecord(value)) {
    for (const [name, inner] of Object.entries(shape.keys)) checkKey(name, inner, { ...spot, value });
    return;
  }
  if (!fitsScalar(shape, value)) problems.push(`${path === "" ? "the whole" : path} is no ${wordFor(shape)}`);
}

function checkKey(name: string, inner: Shape, { value, path, problems }: Spot & { readonly value: Fields }): void {
  const at = path === "" ? name : `${path}.${name}`;
  const entry = Object.hasOwn(value, name) ? value[name] : undefined;
  if (entry !== undefined) check(inner, { value: entry, path: at, problems });
  else if (inner.optional === undefined) problems.push(`${at} is missing`);
}

function fitsScalar(shape: Shape, value: unknown): boolean {
  switch (shape.is) {
    case "text":
      return typeof value === "string" && (shape.pattern?.test(value) ?? true);
    case "count":
      return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
    case "number":
      return typeof value === "number" && Number.isFinite(value);
    case "flag":
      return typeof value === "boolean";
    case "choice":
      return typeof value === "string" && shape.of.includes(value);
    default:
      return false;
  }
}

const wordFor = (shape: Shape): string =>
  shape.is === "choice"
    ? `word out of ${shape.of.join(", ")}`
    : shape.is === "text" && shape.pattern
      ? "such text"
      : shape.is;

export type Fields = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The shape as JSON Schema, draft 2020-12. */
export function jsonSchemaOf(shape: Shape): Readonly<Record<string, unknown>> {
  const about = shape.about === undefined ? {} : { description: shape.about };
  switch (shape.is) {
    case "text":
      return { ...about, type: "string", ...(shape.pattern === undefined ? {} : { pattern: shape.pattern.source }) };
    case "count":
      return { ...about, type: "integer", minimum: 0 };
    case "number":
      return { ...about, type: "number" };
    case "flag":
      return { ...about, type: "boolean" };
    case "choice":
      return { ...about, type: "string", enum: shape.of };
    case "list":
      return { ...about, type: "array", items: jsonSchemaOf(shape.of) };
    case "record":
      return { ...about, type: "object", ...recordSchema(shape.keys) };
  }
}

function recordSchema(keys: Keys): Readonly<Record<string, unknown>> {
  const names = Object.keys(keys);
  return {
    properties: Object.fromEntries(Object.entries(keys).map(([name, inner]) => [name, jsonSchemaOf(inner)])),
    required: names.filter((name) => keys[name]?.optional === undefined),
  };
}
