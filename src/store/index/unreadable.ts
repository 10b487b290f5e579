import type { Summary } from "../../ticket/model.ts";

const TEXTS: Readonly<Record<string, string>> = {
  "file-too-large": "the file is larger than a ticket may be",
  "outside-root": "the file is a link that leads out of the backlog",
};

/** The summary of a file that could not even be read, so that it still has its place in every list. */
export function unreadableSummary(path: string, code: string): Summary {
  return {
    id: "",
    path,
    title: "",
    status: "",
    kind: "",
    priority: "",
    created: "",
    updated: "",
    assignee: "",
    epic: "",
    labels: [],
    depends_on: [],
    blocks: [],
    parent: "",
    duplicate_of: "",
    extra: {},
    broken: { code, severity: "error", message: TEXTS[code] ?? "the file cannot be read" },
  };
}
