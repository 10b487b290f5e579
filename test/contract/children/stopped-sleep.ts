// Begins a sleep that is longer than any test, and stops it.
import { systemClock } from "../../../src/host/clock.ts";

const stop = new AbortController();
const sleeping = systemClock().sleep(3_600_000, stop.signal);
stop.abort();
await sleeping;
