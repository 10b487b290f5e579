import type { Clock } from "../ports/clock.ts";
import type { Progress } from "../ports/progress.ts";
import type { Terminal } from "../ports/terminal.ts";
import { printableLine } from "./_printable.ts";
import { shortened } from "./_width.ts";

/** Work shorter than this shows nothing. */
const QUIET_MS = 1_000;
const REDRAW_MS = 100;
/** Work that says nothing for long is shown with its time, which goes on. */
const TICK_MS = 1_000;
const CLEAR = "\r\x1b[K";

/** Progress on a screen. */
export interface ShownProgress extends Progress {
  /** Nothing more is shown: work that was given up does not keep the program from ending. */
  close(): void;
}

interface Shown {
  readonly sinceMs: number;
  readonly over: AbortController;
  line: string;
}

/** Shows long work as one line on stderr that is drawn over and wiped at the end; nothing unless stderr is a screen. */
export function terminalProgress(terminal: Terminal, clock: Clock): ShownProgress {
  if (!terminal.errIsScreen) return silentProgress;
  const works = new Map<string, Shown>();
  let drawnAt: number | undefined;
  const draw = (line: string): void => {
    drawnAt = clock.monotonic();
    terminal.err(CLEAR + shortened(printableLine(line), (terminal.columns ?? 80) - 1));
  };
  const end = (work: string): void => {
    works.get(work)?.over.abort();
    works.delete(work);
    if (drawnAt !== undefined) terminal.err(CLEAR);
    drawnAt = undefined;
  };
  const tick = async (work: string, { sinceMs, over }: Shown): Promise<void> => {
    for (;;) {
      await clock.sleep(TICK_MS, over.signal);
      if (over.signal.aborted) return;
      // Of several at a time the one that began last is shown.
      const [newest] = [...works.keys()].slice(-1);
      const seconds = Math.floor((clock.monotonic() - sinceMs) / 1_000);
      if (newest === work) draw(`${works.get(work)?.line ?? work} · ${seconds} s`);
    }
  };
  return {
    step(work, done, total) {
      const now = clock.monotonic();
      const line = lineOf(work, done, total);
      const known = works.get(work);
      if (known !== undefined) known.line = line;
      else {
        const begun = { sinceMs: now, over: new AbortController(), line };
        works.set(work, begun);
        void tick(work, begun);
      }
      const sinceMs = known?.sinceMs ?? now;
      if (now - sinceMs >= QUIET_MS && (drawnAt === undefined || now - drawnAt >= REDRAW_MS)) draw(line);
    },
    end,
    close: () => {
      for (const work of [...works.keys()]) end(work);
    },
  };
}

/** Shows nothing. */
export const silentProgress: ShownProgress = { step: () => undefined, end: () => undefined, close: () => undefined };

function lineOf(work: string, done: number, total: number | undefined): string {
  if (total === undefined || total <= 0) return done === 0 ? work : `${work} ${done}`;
  return `${work} ${done}/${total} (${Math.floor((100 * done) / total)} %)`;
}
