import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import type { Atom } from "../evidence/atom.ts";
import { fileFailed } from "../ports/faults.ts";
import { err } from "../std/result.ts";
import { testWorld } from "../twins/test-world.ts";
import { agentRuns } from "./agent-runs.ts";
import type { Look, Seen, SourceSettings } from "./source.ts";

type Content = string | Uint8Array | object;

interface Given {
  readonly files: Readonly<Record<string, Content>>;
  readonly links?: Readonly<Record<string, string>>;
  readonly settings?: Partial<SourceSettings>;
  readonly since?: Date;
}

const bytesOf = (content: Content): Uint8Array => {
  if (content instanceof Uint8Array) return content;
  return new TextEncoder().encode(typeof content === "string" ? content : JSON.stringify(content));
};

function lookAt({ files, links = {}, settings, since }: Given): Look {
  const world = testWorld();
  for (const [path, content] of Object.entries(files)) {
    const full = path.startsWith("/") ? path : `/project/${path}`;
    world.files.makeFolder(full.slice(0, full.lastIndexOf("/")));
    world.files.writeAtomic(full, bytesOf(content));
  }
  for (const [path, target] of Object.entries(links)) world.files.link(`/project/${path}`, target);
  return {
    world,
    root: "/project",
    settings: { include: [], exclude: [], ...settings },
    limitMs: 10_000,
    stop: new AbortController().signal,
    mayRun: () => ({ ok: true, value: undefined }),
    progress: () => undefined,
    ...(since === undefined ? {} : { since }),
  };
}

async function seen(given: Given): Promise<Seen> {
  const result = await agentRuns.collect(lookAt(given));
  if (!result.ok) throw new Error(result.fault.code);
  return result.value;
}

const RUN = "runs/shop/20260301T101500Z/codex/0";
const ID = "shop/20260301T101500Z/codex/0";

test("a run that went well: its remarks by kind, what it printed, and its last message", async () => {
  const files = {
    [`${RUN}/report.json`]: {
      confusion_points: ["The README names no command", "It crashed at 10:15:33 on port 8080"],
      suggested_changes: [{ change: "Add a quick start", priority: "p1", location: "README.md" }],
      confidence_signals: { missing: ["a passing build"] },
    },
    [`${RUN}/agent_stderr.txt`]: "starting\nwarning: odd\nError: quota exceeded (429)\nbye\n",
    [`${RUN}/agent_last_message.txt`]: "All done.\nMostly.\n",
    [`${RUN}/target_ref.json`]: { repo_input: "https://example.com/shop.git", mission_id: "m1" },
  };
  const { sightings, isWhole, findings } = await seen({ files });
  expect([isWhole, findings]).toEqual([true, []]);
  expect(sightings.map(({ identity, severity, message }) => [identity.rule, severity, message])).toEqual([
    ["agent_stderr_artifact", "medium", "Error: quota exceeded (429)"],
    ["agent_last_message_artifact", "low", "All done."],
    ["confusion_point", "medium", "The README names no command"],
    ["confusion_point", "high", "It crashed at 10:15:33 on port 8080"],
    ["suggested_change", "high", "Add a quick start"],
    ["confidence_missing", "low", "a passing build"],
  ]);
  expect(sightings.every(({ isOutside }) => isOutside === true)).toBe(true);
  expect(sightings[3]).toMatchObject({
    identity: { subject: "It crashed at <time> on port #" },
    place: { path: `${RUN}/report.json` },
    facts: { run: ID, atom: `${ID}:confusion_point:2`, agent: "codex", target: "shop", seed: "0", mission: "m1" },
  });
  expect(sightings[4]).toMatchObject({ facts: { location: "README.md", priority: "p1" } });
});

test("a failed run is one sighting, with what was printed attached and every file it looked at named", async () => {
  const stderr = "Traceback\nboom\n";
  const files = {
    [`${RUN}/error.json`]: { type: "AgentError", message: "exit 3" },
    [`${RUN}/report_validation_errors.json`]: ["no report"],
    [`${RUN}/agent_stderr.txt`]: stderr,
  };
  const { sightings } = await seen({ files });
  expect(sightings).toMatchObject([
    {
      identity: { rule: "run_failure_event", subject: "AgentError: exit #; no report" },
      severity: "high",
      facts: { atom: `${ID}:run_failure_event:1` },
    },
  ]);
  const sha256 = createHash("sha256").update(stderr).digest("hex");
  expect(sightings[0]?.quote?.text).toContain(
    `agent_stderr.txt: ${stderr.length} bytes, sha256 ${sha256}\n${stderr.trim()}`,
  );
  expect(sightings[0]?.quote?.text).toContain("agent_last_message.txt: not there");
});

test("a run that says it failed, in a report or by its exit code, is a failed run", async () => {
  for (const about of [{ status: "failed" }, { exit_code: 2 }]) {
    const { sightings } = await seen({ files: { [`${RUN}/report.json`]: about, [`${RUN}/stderr.txt`]: "x" } });
    expect(sightings.map(({ identity }) => identity.rule)).toEqual(["run_failure_event"]);
  }
});

test("of very much printed text head and tail are kept, in bytes and in lines, and that is said", async () => {
  const long = `first line\n${"x".repeat(3 * 1024 * 1024)}\nfatal: last line\n`;
  const lines = Array.from({ length: 1_000 }, (_, at) => `l${at}`).join("\n");
  const files = { [`${RUN}/stderr.txt`]: long, [`${RUN}/last_message.txt`]: lines };
  const [stderr, last] = (await seen({ files })).sightings;
  expect(stderr?.quote?.text).toContain(`… ${long.length - 24_000} bytes left out …`);
  expect(stderr?.facts?.artifact).toMatch(/sha256 [0-9a-f]{64}, truncated$/);
  expect(stderr?.quote?.text.startsWith("first line")).toBe(true);
  expect(stderr?.quote?.text.endsWith("fatal: last line")).toBe(true);
  expect(last?.quote?.text).toContain("l149\n… 700 lines left out …\nl850");
});

test("whatever a run printed, what is kept of it fits into a line of the ledger", async () => {
  const odd = '"\\\n'.repeat(40_000);
  const half = `{"confusion_points": ["${"\\ud800".repeat(3_000)}"]}`;
  for (const error of [{}, { type: "AgentError", message: odd }]) {
    const files = {
      [`${RUN}/error.json`]: error,
      [`${RUN}/stderr.txt`]: odd,
      [`${RUN}/last_message.txt`]: odd,
      [`${RUN}/report.json`]: half,
    };
    const { sightings } = await seen({ files });
    expect(sightings.length).toBeGreaterThan(1);
    for (const one of sightings) expect(JSON.stringify(one).length).toBeLessThan(60_000);
  }
});

test("what cannot be read is said, only that run counts as unread, and the rest is there: run-not-read", async () => {
  const other = RUN.replace("codex", "claude");
  const files = {
    [`${RUN}/report.json`]: '{"confusion_points": ["half',
    [`${RUN}/agent_stderr.txt`]: Uint8Array.from([70, 0, 1]),
    [`${other}/report.json`]: { confusion_points: ["whole", 3] },
    [`${other}/error.json`]: new Uint8Array(5 * 1024 * 1024).fill(32),
    "/outside/secret": "s",
  };
  const links = { [`${other}/agent_last_message.txt`]: "/outside/secret" };
  const third = RUN.replace("codex", "gemini");
  const all = await seen({ files: { ...files, [`${third}/report.json`]: {} }, links });
  expect([all.isWhole, all.unread]).toEqual([true, [`${other}/`, `${RUN}/`]]);
  expect(all.findings.map(({ code, file }) => [code, file.slice(RUN.length - 7)])).toHaveLength(5);
  expect(new Set(all.findings.map(({ code }) => code))).toEqual(new Set(["run-not-read"]));
  expect(all.sightings.map(({ message }) => message)).toEqual(["whole"]);
  expect(JSON.stringify(all)).not.toContain('"s"');
});

test("a folder of runs that cannot be opened is said, and what is known of it stays: runs-closed", async () => {
  const look = lookAt({ files: { [`${RUN}/report.json`]: { confusion_points: ["one"] }, "runs/closed/x": "" } });
  const { files } = look.world;
  const closed: Look["world"]["files"] = {
    ...files,
    list: (folder) =>
      folder.endsWith("/closed") ? err(fileFailed({ path: folder, reason: "permission denied" })) : files.list(folder),
  };
  const found = await agentRuns.collect({ ...look, world: { ...look.world, files: closed } });
  expect(found).toMatchObject({
    value: {
      isWhole: true,
      unread: ["runs/closed/"],
      sightings: [{ message: "one" }],
      findings: [{ code: "runs-closed", file: "runs/closed/" }],
    },
  });
});

test("secrets and escapes in what was printed go no further", async () => {
  const token = `ghp_${"A1b2C3d4E5".repeat(4).slice(0, 36)}`;
  const text = JSON.stringify(
    (await seen({ files: { [`${RUN}/stderr.txt`]: `\u001b[31mError: refused ${token}\u0007` } })).sightings,
  );
  expect(text).not.toContain(token);
  expect(text).not.toMatch(/\\u00/);
});

test("the folder of runs is named in the settings; one outside the repository is not followed", async () => {
  const files = {
    "lab/out/20260301T101500Z/a/1/report.json": { confusion_points: ["x"] },
    "/lab/20260301T101500Z/a/1/report.json": {},
  };
  for (const include of [["lab/out"], ["lab/out/**"], ["lab/out/"]])
    expect((await seen({ files, settings: { include } })).sightings[0]?.facts?.run).toBe("20260301T101500Z/a/1");
  expect(await seen({ files, settings: { include: ["../lab"] } })).toMatchObject({
    isWhole: false,
    findings: [{ code: "place-outside" }],
  });
  expect(await agentRuns.applies(lookAt({ files }))).toMatchObject({ applies: false });
  expect(await agentRuns.applies(lookAt({ files, settings: { report: "lab" } }))).toEqual({ applies: true });
});

test("only runs since a time, and such a look is never whole", async () => {
  const files = {
    [`${RUN}/report.json`]: { confusion_points: ["old"] },
    [`${RUN.replace("2026", "2027")}/report.json`]: { confusion_points: ["new"] },
  };
  const all = await seen({ files, since: new Date("2026-06-01T00:00:00Z") });
  expect([all.isWhole, all.sightings.map(({ message }) => message)]).toEqual([false, ["new"]]);
});

test("the same remark in several runs is one ticket that counts them", async () => {
  const now = "2026-01-01T00:00:00Z" as Atom["firstSeen"];
  const report = { confusion_points: ["The README names no command"] };
  const files = Object.fromEntries(
    ["codex", "claude"].map((agent) => [`${RUN.replace("codex", agent)}/report.json`, report]),
  );
  const atoms = (await seen({ files })).sightings.map((one, at) => ({
    ...one,
    id: `a-${at}`,
    firstSeen: now,
    lastSeen: now,
    run: "r",
  }));
  const groups = [...Map.groupBy(atoms, agentRuns.group).values()];
  expect(groups).toHaveLength(1);
  expect(agentRuns.advise(groups[0] ?? [])).toMatchObject({
    title: "The README names no command",
    context: expect.stringContaining("2 runs of 2 agents"),
  });
});
