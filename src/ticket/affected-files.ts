import type { Ticket } from "./model.ts";

export type FileAction = "create" | "modify" | "delete";

/** One line under Affected Files: a path or a glob as it is written there, and what is to happen to it. */
export interface AffectedFile {
  readonly path: string;
  readonly action: FileAction;
  readonly note: string;
}

/**
 * What a ticket lists under Affected Files: lines such as "- src/a.ts: modify, the reader" or "`src/b.ts` (create)", or rows of a
 * table `File | Action | Description`. Words that are no path are passed over; where no action is said, it is `modify`.
 */
export function affectedFiles({ sections }: Pick<Ticket, "sections">): readonly AffectedFile[] {
  const body = sections.find(({ heading }) => heading.toLowerCase() === "affected files")?.body ?? "";
  const seen = new Set<string>();
  const files: AffectedFile[] = [];
  for (const line of body.replace(/<!--[\s\S]*?(?:-->|$)/g, "").split("\n")) {
    const file = line.trimStart().startsWith("|") ? fileOfRow(line) : fileOfLine(line);
    if (file === undefined || seen.has(file.path)) continue;
    seen.add(file.path);
    files.push(file);
  }
  return files;
}

const LINE = /^\s*(?:(?:[-*+]|\d+[.)])\s+)?(?:`([^`]+)`|([^\s:,`|]+))(.*)$/;

function fileOfLine(line: string): AffectedFile | undefined {
  const [, quoted, plain, rest = ""] = LINE.exec(line) ?? [];
  return fileOf(quoted ?? plain ?? "", rest);
}

function fileOfRow(line: string): AffectedFile | undefined {
  const [path = "", action = "", note = ""] = line
    .trim()
    .replace(/^\||\|$/g, "")
    .split("|")
    .map((cell) => cell.trim());
  const quoted = /^`([^`]+)`$/.exec(path)?.[1];
  return quoted === undefined && /\s/.test(path) ? undefined : fileOf(quoted ?? path, `${action} ${note}`);
}

function fileOf(path: string, rest: string): AffectedFile | undefined {
  if (!/[/.*]/.test(path) || path.endsWith(".") || /^[-:]+$/.test(path)) return undefined;
  const said = /^[\s:,(–-]*(create|modify|delete|new|add|change|edit|remove)d?s?\b[\s:,)–-]*/i.exec(rest);
  const note = rest.slice(said?.[0].length ?? 0).replace(/^[\s:,(–-]+/, "");
  return { path, action: ACTIONS[said?.[1]?.toLowerCase() ?? ""] ?? "modify", note: note.trim() };
}

const ACTIONS: Readonly<Record<string, FileAction>> = {
  create: "create",
  new: "create",
  add: "create",
  modify: "modify",
  change: "modify",
  edit: "modify",
  delete: "delete",
  remove: "delete",
};
