import type { Line, Page } from "./_page.ts";

export type Render = (output: unknown, page: Page) => readonly Line[];

/** Verbs whose answer has a look of its own; all others are shown by `generic`. Loaded only when text is wanted. */
const renderers: Readonly<Record<string, () => Promise<Render>>> = {
  show: async () => (await import("./render/show.ts")).show,
  epics: async () => (await import("./render/epics.ts")).epics,
  epic: async () => (await import("./render/epics.ts")).epic,
  doctor: async () => (await import("./render/doctor.ts")).doctor,
  // Git prints what its driver prints: only problems, which go to stderr, are worth a line.
  "merge-driver": async () => () => [],
};

export async function rendererOf(verb: string): Promise<Render> {
  const load = Object.hasOwn(renderers, verb) ? renderers[verb] : undefined;
  return load === undefined ? (await import("./render/generic.ts")).generic : load();
}
