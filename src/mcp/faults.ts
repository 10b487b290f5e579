import { faultKind } from "../std/fault.ts";

export const toolUnknown = faultKind<{ readonly name: string; readonly nearest: string | undefined }>({
  code: "tool-unknown",
  exit: "usage",
  summary: "An agent called a tool that does not exist.",
  message: ({ name }) => `there is no tool ${name}`,
  where: ({ name }) => name,
  hint: ({ nearest }) => (nearest === undefined ? "tools/list names them all" : `did you mean ${nearest}?`),
});

/** Every fault of this door; the reference in docs/ is made from this. */
export const mcpFaults = [toolUnknown] as const;
