import { SEVERITIES, type Sighting } from "../evidence/sighting.ts";

/** What is kept, as it stands in its file. */
export interface KeptText {
  /** Who wrote it; read by nobody else. */
  readonly key: string;
  readonly paths: readonly string[];
  /** The marks of all of them, one after the other. */
  readonly marks: readonly number[];
  /** Of the files in which something was seen. */
  readonly seen: readonly (readonly [path: string, sightings: readonly Sighting[]])[];
}

/** The parsing constructor: what was read is believed only where every part of it has its shape. */
export function isKeptText(value: unknown): value is KeptText {
  return (
    isFields(value) &&
    isText(value.key) &&
    isList(value.paths, isText) &&
    isList(value.marks, isNumber) &&
    isList(value.seen, isSeen)
  );
}

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === "string";
const isNumber: Check = (value) => typeof value === "number";
const isList = (value: unknown, check: Check): boolean => Array.isArray(value) && value.every(check);
const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isAbsentOr = (value: unknown, check: Check): boolean => value === undefined || check(value);

const isSeen: Check = (value) =>
  Array.isArray(value) && value.length === 2 && isText(value[0]) && isList(value[1], isSighting);

const isSighting: Check = (value) =>
  isFields(value) &&
  isText(value.source) &&
  isText(value.message) &&
  SEVERITIES.some((severity) => severity === value.severity) &&
  isFields(value.identity) &&
  isText(value.identity.rule) &&
  isText(value.identity.subject) &&
  isAbsentOr(value.place, isPlace) &&
  isAbsentOr(value.quote, isQuote) &&
  isAbsentOr(value.facts, (facts) => isFields(facts) && Object.values(facts).every(isText)) &&
  [value.isOutside, value.isSecurity].every((flag) => isAbsentOr(flag, (one) => typeof one === "boolean"));

const isPlace: Check = (value) => isFields(value) && isText(value.path) && isAbsentOr(value.line, isNumber);
const isQuote: Check = (value) => isFields(value) && isText(value.text) && isAbsentOr(value.cut, isNumber);
