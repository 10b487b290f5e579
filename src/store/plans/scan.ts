import { join } from "node:path";
import { BUCKETS, type Bucket, isDeep, PLANS_FOLDER } from "../../evidence/backlog-repo/buckets.ts";
import type { OwnerRoot } from "../../evidence/backlog-repo/owner-root.ts";
import { type Plan, readPlan } from "../../evidence/backlog-repo/plan.ts";
import { SIDECAR } from "../../evidence/backlog-repo/plan-outcome.ts";
import type { Files } from "../../ports/files.ts";
import type { Finding } from "../../std/finding.ts";
import { isBelow } from "../ledgers/ledger-file.ts";
import { MAX_FOLDERS_DOWN, MAX_PLAN_BYTES } from "./limits.ts";

/** What lies in the folders of plans. */
export interface PlanScan {
  readonly plans: readonly Plan[];
  readonly bucketsScanned: number;
  /** False when a folder is not there or could not be looked at: then a plan that was not seen need not be gone. */
  readonly isWhole: boolean;
  readonly findings: readonly Finding[];
}

/** Reads the plans of all owners. Nothing is ever followed through a link, and no folder but the known ones is opened. */
export function scanPlans(files: Files, roots: readonly OwnerRoot[], plansFolder = PLANS_FOLDER): PlanScan {
  const scans = roots.map((root) => scanRoot({ files, root, plansFolder }));
  return {
    plans: scans.flatMap(({ plans }) => plans),
    bucketsScanned: scans.reduce((sum, { bucketsScanned }) => sum + bucketsScanned, 0),
    isWhole: scans.every(({ isWhole }) => isWhole),
    findings: scans.flatMap(({ findings }) => findings),
  };
}

interface Place {
  readonly files: Files;
  readonly root: OwnerRoot;
  readonly plansFolder: string;
}

/** Collected while one owner's folders are walked. */
interface Walk extends Place {
  readonly plans: Plan[];
  readonly findings: Finding[];
  readonly broken: string[];
}

function scanRoot(place: Place): PlanScan {
  const { files, root, plansFolder } = place;
  const walk: Walk = { ...place, plans: [], findings: [], broken: [] };
  const real = files.realPath(root.folder) ?? root.folder;
  const folder = files.realPath(join(root.folder, plansFolder));
  if (folder === undefined || !isBelow(real, folder)) {
    const why = folder === undefined ? "is not there" : "is a link that leads out of its repository";
    const finding = {
      code: "plans-missing",
      severity: "info",
      file: plansFolder,
      message: `${plansFolder} ${why}`,
    } as const;
    return { plans: [], bucketsScanned: 0, isWhole: false, findings: [finding] };
  }
  const found = BUCKETS.filter(({ name }) => files.stat(join(folder, name)) !== undefined);
  for (const bucket of found) walkFolder(walk, { bucket, path: `${plansFolder}/${bucket.name}`, depth: 0 });
  const { plans, findings, broken } = walk;
  return { plans, findings, bucketsScanned: found.length - broken.length, isWhole: broken.length === 0 };
}

interface Folder {
  readonly bucket: Bucket;
  /** From the owner's root. */
  readonly path: string;
  readonly depth: number;
}

function walkFolder(walk: Walk, { bucket, path, depth }: Folder): void {
  const { files, root } = walk;
  const absolute = join(root.folder, path);
  const listed = files.stat(absolute)?.isDirectory() === true ? files.list(absolute) : undefined;
  if (listed?.ok !== true || depth > MAX_FOLDERS_DOWN) {
    walk.broken.push(path);
    walk.findings.push(unreadable(path, "is no folder that could be read; links are not followed"));
    return;
  }
  const names = listed.value.toSorted();
  files.statEach(absolute, names, (stat, at) => {
    const below = `${path}/${names[at] ?? ""}`;
    if (stat?.isDirectory() === true && isDeep(bucket)) walkFolder(walk, { bucket, path: below, depth: depth + 1 });
    if (stat === undefined || stat.isDirectory() || !below.endsWith(".md")) return;
    visitFile(walk, { bucket, path: below }, stat.isFile());
  });
}

function visitFile(walk: Walk, { bucket, path }: Pick<Folder, "bucket" | "path">, isFile: boolean): void {
  const text = isFile ? readText(walk, path) : undefined;
  const sidecar = text === undefined ? undefined : readText(walk, `${path}${SIDECAR}`);
  const plan = readPlan({ root: walk.root.name, path, bucket: bucket.name, text, sidecar });
  if (plan === undefined) {
    const message = "its name holds no fingerprint, so it is not looked at";
    walk.findings.push({ code: "plan-name", severity: "info", file: path, message });
    return;
  }
  walk.plans.push(plan);
  if (plan.isSealed)
    walk.findings.push(unreadable(path, isFile ? "holds no text, or too much of it" : "is a link, or no file"));
}

const unreadable = (file: string, message: string): Finding => ({
  code: "plan-unreadable",
  severity: "error",
  file,
  message,
});

/** The text of a file; undefined when it is not there, too large, or its bytes are no text. */
function readText({ files, root }: Walk, path: string): string | undefined {
  const absolute = join(root.folder, path);
  if (files.stat(absolute)?.isFile() !== true) return undefined;
  const read = files.read(absolute, MAX_PLAN_BYTES);
  if (!read.ok || read.value.includes(0)) return undefined;
  const text = new TextDecoder().decode(read.value);
  return text.includes("\uFFFD") && !isUtf8(read.value) ? undefined : text;
}

/** A text may hold the replacement character itself. */
function isUtf8(bytes: Uint8Array): boolean {
  const again = new TextEncoder().encode(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes));
  return again.length === bytes.length && again.every((byte, at) => byte === bytes[at]);
}
