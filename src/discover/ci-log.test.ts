import { expect, test } from "vitest";
import type { Atom } from "../evidence/atom.ts";
import { testWorld } from "../twins/test-world.ts";
import { ciLog } from "./ci-log.ts";
import type { Look, Seen, SourceSettings } from "./source.ts";

/** Where a server of GitHub has its checkout. */
const CHECKOUT = ["", "home", "runner", "work", "shop", "shop"].join("/");

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

interface Given {
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly links?: Readonly<Record<string, string>>;
  readonly settings?: Partial<SourceSettings>;
  readonly since?: Date;
  readonly stop?: AbortSignal;
}

function lookAt({ files, links = {}, settings, since, stop }: Given): Look {
  const world = testWorld();
  for (const [path, content] of Object.entries({ ...files })) {
    const full = path.startsWith("/") ? path : `/project/${path}`;
    world.files.makeFolder(full.slice(0, full.lastIndexOf("/")));
    world.files.writeAtomic(full, typeof content === "string" ? bytesOf(content) : content);
  }
  for (const [path, target] of Object.entries(links)) world.files.link(`/project/${path}`, target);
  return {
    world,
    root: "/project",
    settings: { include: [], exclude: [], report: "logs/**/*.log", ...settings },
    limitMs: 10_000,
    stop: stop ?? new AbortController().signal,
    mayRun: () => ({ ok: true, value: undefined }),
    progress: () => undefined,
    ...(since === undefined ? {} : { since }),
  };
}

async function seen(given: Given): Promise<Seen> {
  const result = await ciLog.collect(lookAt(given));
  if (!result.ok) throw new Error(result.fault.code);
  return result.value;
}

test("an error is seen once, however many logs and lines hold it, at the file of this checkout", async () => {
  const log = (run: number) => `${CHECKOUT}/src/a.c:${run + 10}:5: error: buffer of ${run} bytes is too small\n`;
  const files = { "src/a.c": "int a;", "logs/1.log": log(1) + log(2), "logs/deep/2.log": log(3) };
  const { sightings, isWhole, findings } = await seen({ files });
  expect([isWhole, findings]).toEqual([true, []]);
  expect(sightings).toMatchObject([
    {
      identity: { rule: "error", subject: "buffer of # bytes is too small" },
      message: "buffer of 1 bytes is too small",
      place: { path: "src/a.c", line: 11 },
      isOutside: true,
      facts: { log: "logs/1.log:1", seen: "3 times in 2 logs" },
    },
  ]);
});

test("a place is only a file of this checkout", async () => {
  const say = (path: string) => `${path}:1:1: error: broken ${path.replaceAll(/\W/g, "x")}\n`;
  const paths = ["../../etc/passwd.txt", "/etc/passwd.txt", "none.c", "node_modules/a/index.js", "link.c"];
  const files = {
    "logs/1.log": paths.map(say).join(""),
    "/etc/passwd.txt": "x",
    "/etc/secret.c": "x",
    "node_modules/a/index.js": "x",
  };
  const { sightings } = await seen({ files, links: { "link.c": "/etc/secret.c" } });
  expect(sightings).toHaveLength(paths.length);
  expect(sightings.map(({ place }) => place)).toEqual(paths.map(() => undefined));
});

test("links are not followed, and patterns that lead out are said: place-outside", async () => {
  const files = { "/elsewhere/x.log": "error: outside\n", "logs/in.log": "error: inside\n" };
  const links = { "logs/out": "/elsewhere", "logs/circle": ".", "logs/link.log": "/elsewhere/x.log" };
  const inside = await seen({ files, links });
  expect(inside.sightings.map(({ message }) => message)).toEqual(["inside"]);
  for (const report of ["../elsewhere/*.log", "/elsewhere/*.log", "logs/../../elsewhere/x.log", "a\u0000b"]) {
    const outside = await seen({ files, settings: { report } });
    expect(outside).toMatchObject({ sightings: [], isWhole: false, findings: [{ code: "place-outside" }] });
  }
});

test("a log that is no text, or is gone, is said and the others are read: log-not-read", async () => {
  const files = {
    "logs/1.log": Uint8Array.from([1, 0, 2]),
    "logs/2.log": "error: broken\n",
    "logs/3.log": Uint8Array.from([255, 254, 10, 69]),
  };
  const all = await seen({ files });
  expect(all).toMatchObject({ isWhole: false, findings: [{ code: "log-not-read", file: "logs/1.log" }] });
  expect(all.sightings).toHaveLength(1);
});

test("a log with very many errors is cut, and that is said: log-cut", async () => {
  const lines = Array.from({ length: 300 }, (_, at) => `error: broken ${"ab".repeat(at % 25)}${"cd".repeat(at / 25)}`);
  const all = await seen({ files: { "logs/1.log": lines.join("\n") } });
  expect(all).toMatchObject({ isWhole: false, sightings: { length: 200 }, findings: [{ code: "log-cut" }] });
});

test("where there are more files than are looked at, that is said: runs-cut", async () => {
  const files = Object.fromEntries(Array.from({ length: 5_002 }, (_, at) => [`logs/${at}.log`, "ok\n"]));
  expect(await seen({ files })).toMatchObject({ isWhole: false, findings: [{ code: "runs-cut" }] });
});

test("an error over the border of two pieces is read whole; a stop ends the reading", async () => {
  const padding = `${"x".repeat(99)}\n`.repeat(12_000);
  const files = { "logs/1.log": `${padding.slice(0, 1024 * 1024 - 8)}\nerror: über the border\n${padding}` };
  expect((await seen({ files })).sightings.map(({ message }) => message)).toEqual(["über the border"]);
  const stopped = await seen({ files, stop: AbortSignal.abort() });
  expect(stopped).toMatchObject({
    isWhole: false,
    findings: [{ code: "log-not-read", message: expect.stringContaining("stopped") }],
  });
});

test("only logs that changed since are read, and such a look is never whole", async () => {
  const files = { "logs/1.log": "error: broken\n" };
  const later = await seen({ files, since: new Date("2100-01-01T00:00:00Z") });
  expect(later).toMatchObject({ sightings: [], isWhole: false });
  expect((await seen({ files, since: new Date(0) })).sightings).toHaveLength(1);
});

test("without logs, or without a pattern, there is nothing to look at", async () => {
  expect(await ciLog.applies(lookAt({ files: {} }))).toMatchObject({
    applies: false,
    why: expect.stringContaining("logs/**"),
  });
  expect(await ciLog.applies(lookAt({ files: {}, settings: { report: "" } }))).toMatchObject({ applies: false });
  const files = { "logs/1.log": "", "logs/old/2.log": "error: old\n" };
  expect(await ciLog.applies(lookAt({ files }))).toEqual({ applies: true });
  expect((await seen({ files, settings: { exclude: ["logs/old/**"] } })).sightings).toEqual([]);
  expect((await seen({ files, settings: { report: "", include: ["logs/old/*"] } })).sightings).toHaveLength(1);
});

test("secrets and escapes in a log go no further", async () => {
  const token = `ghp_${"A1b2C3d4E5".repeat(4).slice(0, 36)}`;
  const all = await seen({ files: { "logs/1.log": `\u001b[31merror: refused token ${token}\u001b[0m\u0007\n` } });
  const text = JSON.stringify(all.sightings.map(({ message, quote, facts }) => [message, quote, facts]));
  expect(text).not.toContain(token);
  expect(text).not.toMatch(/\\u00/);
});

test("errors of one file are one ticket", async () => {
  const files = { "src/a.c": "", "logs/1.log": "src/a.c:1: error: one\nsrc/a.c:2: error: two\nerror: three\n" };
  const now = "2026-01-01T00:00:00Z" as Atom["firstSeen"];
  const atoms = (await seen({ files })).sightings.map((one, at) => ({
    ...one,
    id: `ci-log-${at}`,
    firstSeen: now,
    lastSeen: now,
    run: "r",
  }));
  const groups = [...Map.groupBy(atoms, ciLog.group).values()];
  expect(groups.map((group) => ciLog.advise(group)).map(({ title, scope }) => [title, scope])).toEqual([
    ["CI: 2 errors in src/a.c", ["src/a.c"]],
    ["CI: three", []],
  ]);
});
