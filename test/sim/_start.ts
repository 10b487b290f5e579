import { dirname, join } from "node:path";
import type { World } from "../../src/ports/world.ts";
import { ticketText } from "../rigs/checkup.ts";
import { must } from "./_seen.ts";
import { GONE, MISNAMED, PLAN, type Start, verb } from "./_steps.ts";

/** Makes a backlog with three tickets, a misnamed one and a note that is none; `worldAt` gives a fresh process for each step. */
export async function begin(worldAt: (place: number) => World, cwd: string): Promise<Start> {
  must(await verb("init", {}).run(worldAt(0), cwd));
  const made: { readonly id: string; readonly path: string }[] = [];
  for (const [place, title] of ["One", "Two", "Three"].entries()) {
    const written = must(await verb("new", { title, body: "Words." }).run(worldAt(place + 1), cwd));
    made.push(ticketOf(written));
  }
  const { files } = worldAt(4);
  put(files, join(cwd, "docket", MISNAMED), ticketText({ id: "TASK-cccccc" }));
  put(files, join(cwd, "docket", GONE), "one\n");
  put(
    files,
    join(cwd, PLAN),
    "# Bill\n\nIn this order:\n\n1. Add a total\n   - Round it to cents\n2. Send it by mail\n",
  );
  const paths = [...made.map(({ path }) => path), MISNAMED];
  const texts = paths.map((path) => new TextDecoder().decode(must(files.read(join(cwd, "docket", path), 1_000_000))));
  return { ids: made.map(({ id }) => id), paths, texts };
}

function put(files: World["files"], path: string, text: string): void {
  must(files.makeFolder(dirname(path)));
  must(files.writeAtomic(path, new TextEncoder().encode(text)));
}

function ticketOf(written: unknown): { readonly id: string; readonly path: string } {
  const { ticket } = written as { ticket: { id: string; path: string } };
  return ticket;
}
