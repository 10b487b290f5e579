import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isAlive, processStart } from "./_process-alive.ts";

/** A place in the line of those who wait for a lock. The line is a courtesy: who may hold the lock, the lock alone decides. */
export interface LinePlace {
  /** How many are before it; none where no line can be kept. */
  ahead(): number;
  /** Takes its place from whoever is first: for one that got the lock before a first who sleeps. */
  passFirst(): void;
  leave(): void;
}

/**
 * Goes behind all who wait already. Each place is an empty file whose name says when it was taken and by which process: places of
 * processes that died are passed over and taken away, so that a line needs no repair.
 */
export function lineUp(lockPath: string, monotonicMs: number): LinePlace {
  const line = linePath(lockPath);
  const name = placeName(monotonicMs);
  const remove = (place: string): boolean => attempt(() => rmSync(join(line, place), { force: true }));
  const isThere = attempt(() => {
    mkdirSync(line, { recursive: true });
    writeFileSync(join(line, name), "", { flag: "wx" });
  });
  return {
    ahead: () => (isThere && (firstIn(line) ?? name) < name ? namesIn(line).filter((one) => one < name).length : 0),
    passFirst: () => {
      const first = firstIn(line);
      if (first !== undefined && first < name) remove(first);
    },
    leave: () => void remove(name),
  };
}

/** Whether somebody who is alive waits for the lock. */
export const isWaitedFor = (lockPath: string): boolean => firstIn(linePath(lockPath)) !== undefined;

const linePath = (lockPath: string): string => `${lockPath}.line`;

/** Names sort by when places were taken; chance only keeps them apart. */
function placeName(monotonicMs: number): string {
  const takenUs = Math.floor(monotonicMs * 1_000);
  const chance = Math.random().toString(36).slice(2, 10);
  return `${String(takenUs).padStart(18, "0")}-${chance}-${process.pid}-${processStart(process.pid)}`;
}

const PLACE = /^[0-9]{18,}-[0-9a-z]*-([1-9][0-9]*)-([0-9]*)$/;

function firstIn(line: string): string | undefined {
  for (const name of namesIn(line).sort()) {
    const [, pid, start = ""] = PLACE.exec(name) ?? [];
    if (pid === undefined) continue;
    if (isAlive(Number(pid), start)) return name;
    attempt(() => rmSync(join(line, name), { force: true }));
  }
  return undefined;
}

function namesIn(line: string): string[] {
  const names: string[] = [];
  // Asked first, since a thrown "not found" costs ten times as much and the line is mostly not there.
  if (existsSync(line)) attempt(() => names.push(...readdirSync(line)));
  return names;
}

function attempt(act: () => void): boolean {
  try {
    act();
    return true;
  } catch {
    return false;
  }
}
