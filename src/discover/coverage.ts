import type { Atom } from "../evidence/atom.ts";
import type { CoverageReport, FileCoverage } from "../findings/coverage/coverage.ts";
import { readCoverage } from "../findings/coverage/read-coverage.ts";
import type { Finding } from "../std/finding.ts";
import { err, ok, type Result } from "../std/result.ts";
import { coverageNotUnderstood } from "./_files-faults.ts";
import { LEFT_OUT, meant } from "./_files-globs.ts";
import { COVERAGE_PERCENT, MAX_REPORT_BYTES, OFTEN_CHANGES, OFTEN_DAYS } from "./_files-limits.ts";
import { reportFiles } from "./_files-report.ts";
import { finding } from "./_files-rules.ts";
import { type Raw, sightingsOf } from "./_files-sighting.ts";
import type { Advice, Applies, Look, Seen, Source } from "./source.ts";

const USUAL: readonly string[] = ["coverage/lcov.info", "lcov.info", "coverage/cobertura-coverage.xml", "coverage.xml"];
const DAY_MS = 86_400_000;

/** Files that change often and are hardly run by tests: that is where the next defect is. */
export const coverage: Source = {
  name: "coverage",
  summary: "Files that change often and are hardly covered by tests",
  applies: (look) => Promise.resolve(applies(look)),
  collect,
  group: ({ identity }) => identity.subject,
  advise,
};

function reports(look: Look): Result<readonly string[]> {
  const named = look.settings.report;
  if (named !== undefined) return reportFiles(look, named);
  // Several may be there with the same content: the first counts.
  return ok(USUAL.filter((path) => look.world.files.stat(`${look.root}/${path}`)?.isFile()).slice(0, 1));
}

function applies(look: Look): Applies {
  const found = reports(look);
  if (!found.ok || found.value.length > 0) return { applies: true };
  return { applies: false, why: `there is no report of coverage: ${look.settings.report ?? USUAL.join(", ")}` };
}

async function collect(look: Look): Promise<Result<Seen>> {
  const found = reports(look);
  if (!found.ok) return found;
  const changes = await changesOf(look);
  if (!changes.ok) return changes;
  const raws: Raw[] = [];
  const findings: Finding[] = [];
  for (const path of found.value) {
    const report = readReport(look, path);
    if (!report.ok) return report;
    // Whatever it is, it does not say that all is covered.
    if (report.value.files.length === 0) return err(coverageNotUnderstood({ path }));
    const { files, unknown } = inRepository(look, report.value);
    raws.push(...gaps(look, files, changes.value));
    findings.push(...troubles(path, report.value, unknown));
  }
  const isWhole = !findings.some(({ code }) => code === "coverage-incomplete") && found.value.length > 0;
  return ok({ sightings: await sightingsOf(raws), findings, isWhole });
}

function readReport({ world, root }: Look, path: string): Result<CoverageReport> {
  const bytes = world.files.read(`${root}/${path}`, MAX_REPORT_BYTES);
  if (!bytes.ok) return bytes;
  const report = readCoverage(new TextDecoder().decode(bytes.value));
  return report === undefined ? err(coverageNotUnderstood({ path })) : ok(report);
}

function troubles(path: string, { complete }: CoverageReport, unknown: number): readonly Finding[] {
  const half = {
    message: "the report ends in the middle or holds lines that are none",
    hint: "run the tests with coverage again",
  };
  const elsewhere = { message: `${unknown} files of the report are not in this repository` };
  return [
    ...(complete ? [] : [finding("coverage-incomplete", path, half)]),
    ...(unknown === 0 ? [] : [finding("coverage-elsewhere", path, elsewhere)]),
  ];
}

interface Resolved {
  readonly files: readonly FileCoverage[];
  readonly unknown: number;
}

/** Paths may be absolute, or counted from the repository or from a folder that the report names. */
function inRepository({ world, root }: Look, { files, roots }: CoverageReport): Resolved {
  const bases = [
    "",
    ...roots.flatMap((base) => (base === root ? [] : (underRoot(base, root) ?? []))).map((base) => `${base}/`),
  ];
  const resolved = files.flatMap((file) => {
    const path = underRoot(file.path.replaceAll("\\", "/"), root);
    const there = bases
      .map((base) => `${base}${path ?? ""}`)
      .find((one) => world.files.stat(`${root}/${one}`)?.isFile());
    return path === undefined || there === undefined ? [] : [{ ...file, path: there }];
  });
  return { files: resolved, unknown: files.length - resolved.length };
}

/** A path from the root; undefined when it leads elsewhere. */
function underRoot(path: string, root: string): string | undefined {
  const short = path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path.replace(/^(?:\.\/)+/, "");
  return short.startsWith("/") || /^[A-Za-z]:/.test(short) || short.split("/").includes("..") || short.includes("\0")
    ? undefined
    : short;
}

function gaps(look: Look, files: readonly FileCoverage[], changes: ReadonlyMap<string, number>): readonly Raw[] {
  const isMeant = meant(look.settings, LEFT_OUT);
  const least = look.settings.threshold ?? COVERAGE_PERCENT;
  return files
    .filter(({ path, total, covered }) => total > 0 && (covered * 100) / total < least && isMeant(path))
    .filter(({ path }) => (changes.get(path) ?? 0) >= OFTEN_CHANGES)
    .map((file) => rawOf(file, least));
}

/** Numbers are rounded, so that a commit here and there is no news. */
function rawOf({ path, covered, total }: FileCoverage, least: number): Raw {
  const percent = Math.floor((covered * 10) / total) * 10;
  return {
    source: "coverage",
    identity: { rule: "hardly covered", subject: path },
    message: `${path} changes often, and tests run less than ${Math.min(percent + 10, least)} % of its lines`,
    severity: percent < 20 ? "medium" : "low",
    place: { path },
    facts: { percent: `${percent}–${percent + 10}` },
  };
}

/** How many commits of the last months touched each file; nothing where there is no history. */
async function changesOf({ world, root }: Look): Promise<Result<ReadonlyMap<string, number>>> {
  const since = new Date(world.clock.now() - OFTEN_DAYS * DAY_MS).toISOString();
  const args = ["log", `--since=${since}`, "--no-merges", "--no-renames", "--name-only", "--format=", "-z", "HEAD"];
  const answer = await world.git.run({ cwd: root, args });
  if (!answer.ok) return answer;
  const counts = new Map<string, number>();
  if (answer.value.code !== 0) return ok(counts);
  for (const raw of new TextDecoder().decode(answer.value.stdout).split("\0")) {
    const name = raw.replace(/^\n+/, "");
    if (name !== "") counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return ok(counts);
}

function advise(atoms: readonly Atom[]): Advice {
  const [first] = atoms;
  const path = first?.identity.subject ?? "a file";
  return {
    title: `Cover ${path} with tests`,
    kind: "test",
    context: `${first?.message ?? path}. It was changed ${OFTEN_CHANGES} times or more in ${OFTEN_DAYS} days: what changes often breaks often.`,
    description:
      "Write tests for what the file promises, beginning with what changed last. Do not change what it does.",
    criteria: [
      `The report of coverage shows \`${path}\` above the threshold`,
      `\`docket discover --source coverage\` no longer sees \`${path}\``,
    ],
    testNotes: "Unit tests: each new one fails when the behaviour it names is taken out.",
    // Where tests belong is the project's own affair, and differs.
    scope: [],
    verify: ["test"],
  };
}
