import type { Clock } from "../ports/clock.ts";
import type { Progress } from "../ports/progress.ts";
import type { Terminal } from "../ports/terminal.ts";
import { printableLine } from "./_printable.ts";
import { shortened } from "./_width.ts";

/** Work shorter than this shows nothing. */
const QUIET_MS = 1_000;
const REDRAW_MS = 100;
const CLEAR = "\r\x1b[K";

/** Shows long work as one line on stderr that is drawn over and wiped at the end; nothing unless stderr is a screen. */
export function terminalProgress(terminal: Terminal, clock: Clock): Progress {
  if (!terminal.errIsScreen) return silentProgress;
  const started = new Map<string, number>();
  let drawnAt: number | undefined;
  return {
    step(work, done, total) {
      const now = clock.monotonic();
      const since = started.get(work) ?? now;
      started.set(work, since);
      if (now - since < QUIET_MS || (drawnAt !== undefined && now - drawnAt < REDRAW_MS)) return;
      drawnAt = now;
      terminal.err(CLEAR + shortened(printableLine(lineOf(work, done, total)), (terminal.columns ?? 80) - 1));
    },
    end(work) {
      started.delete(work);
      if (drawnAt !== undefined) terminal.err(CLEAR);
      drawnAt = undefined;
    },
  };
}

const silentProgress: Progress = { step: () => undefined, end: () => undefined };

function lineOf(work: string, done: number, total: number | undefined): string {
  if (total === undefined || total <= 0) return `${work} ${done}`;
  return `${work} ${done}/${total} (${Math.floor((100 * done) / total)} %)`;
}
