import { join } from "node:path";
import type { Problem } from "../findings/problems/problem.ts";
import { parseJson } from "../std/json.ts";
import { MAX_TOOL_REPORT_BYTES } from "./_tool-limits.ts";
import type { Look } from "./source.ts";

/** npm's audit says where packages lie and not which version that is; its lock file knows. */
export function withInstalled(look: Look, problems: readonly Problem[]): readonly Problem[] {
  const versions = new Map<string, Versions>();
  return problems.map((problem) => {
    const { file = "", facts } = problem;
    if (facts?.nodes === undefined || facts.installed !== undefined || !LOCK.test(file)) return problem;
    const known = versions.get(file) ?? readVersions(look, file);
    versions.set(file, known);
    const installed = [...new Set(facts.nodes.split(" ").flatMap((node) => known(node) ?? []))].join(", ");
    return installed === "" ? problem : { ...problem, facts: { ...facts, installed } };
  });
}

const LOCK = /(?:^|\/)(?:package-lock|npm-shrinkwrap)\.json$/;

/** The version that lies at a place; undefined where nothing says it. */
type Versions = (node: string) => string | undefined;

function readVersions({ world, root }: Look, file: string): Versions {
  const path = join(root, file);
  const bytes = world.files.stat(path)?.isFile() === true ? world.files.read(path, MAX_TOOL_REPORT_BYTES) : undefined;
  const lock = bytes?.ok === true ? parseJson(new TextDecoder().decode(bytes.value)) : undefined;
  const packages = fieldOf(lock, "packages");
  return (node) => {
    const version = fieldOf(fieldOf(packages, node), "version");
    return typeof version === "string" ? version : undefined;
  };
}

function fieldOf(value: unknown, name: string): unknown {
  return isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;
