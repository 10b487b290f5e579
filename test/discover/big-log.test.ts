import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ciLog } from "../../src/discover/ci-log.ts";
import { hostWorld } from "../../src/host/world.ts";
import type { Files } from "../../src/ports/files.ts";
import { ok } from "../../src/std/result.ts";
import { tempFolder } from "../rigs/temp.ts";
import { rounds } from "../rounds.ts";

const MB = 1024 * 1024;

test("a log far larger than memory for it is read to its end, piece by piece", async () => {
  using temp = tempFolder();
  mkdirSync(temp.at("logs"));
  const line = "2026-05-22T12:43:46.9626461Z  downloading package 123 with its errors list\n";
  const block = Buffer.from(line.repeat(Math.floor((4 * MB) / line.length)));
  const file = openSync(join(temp.path, "logs/run.log"), "w");
  const blocks = rounds(16);
  for (let at = 0; at < blocks; at += 1) writeSync(file, block);
  writeSync(file, "2026-05-22T12:43:46.9626461Z ##[error]It broke at the very end\n");
  closeSync(file);

  const before = process.memoryUsage().rss;
  let peak = before;
  const world = hostWorld();
  const readPiece: Files["readPiece"] = (...asked) => {
    peak = Math.max(peak, process.memoryUsage().rss);
    return world.files.readPiece(...asked);
  };
  const seen = await ciLog.collect({
    world: { ...world, files: { ...world.files, readPiece } },
    root: temp.path,
    settings: { include: [], exclude: [], report: "logs/*.log" },
    limitMs: 600_000,
    stop: new AbortController().signal,
    mayRun: () => ok(undefined),
    progress: () => undefined,
  });

  expect(seen).toMatchObject({
    ok: true,
    value: { isWhole: true, sightings: [{ message: "It broke at the very end" }] },
  });
  expect(peak - before).toBeLessThan(200 * MB);
});
