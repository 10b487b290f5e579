import type { Line, Page } from "./_page.ts";

export type Render = (output: unknown, page: Page) => readonly Line[];

/** Verbs whose answer has a look of its own; all others are shown by `generic`. Loaded only when text is wanted. */
const renderers: Readonly<Record<string, () => Promise<Render>>> = {
  show: async () => (await import("./render/show.ts")).show,
};

export async function rendererOf(verb: string): Promise<Render> {
  const load = Object.hasOwn(renderers, verb) ? renderers[verb] : undefined;
  return load === undefined ? (await import("./render/generic.ts")).generic : load();
}
