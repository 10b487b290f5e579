import type { Style } from "./_page.ts";

const STATUS: Readonly<Record<string, Style>> = {
  new: "dim",
  refined: "blue",
  ready: "green",
  doing: "cyan",
  review: "magenta",
  done: "dim",
  blocked: "red",
  deferred: "dim",
  rejected: "dim",
};

const PRIORITY: Readonly<Record<string, Style>> = { P0: "red", P1: "yellow", P3: "dim" };

const SEVERITY: Readonly<Record<string, Style>> = { error: "red", warning: "yellow", info: "dim" };

/** The look of a status, a priority and a severity: one place, so that they look the same everywhere. */
export const statusLook = (status: string): Style | undefined => STATUS[status];
export const priorityLook = (priority: string): Style | undefined => PRIORITY[priority];
export const severityLook = (severity: string): Style | undefined => SEVERITY[severity];
