/** What a plan says of an item beside its words. */
export interface ItemSaid {
  readonly priority?: string;
  readonly kind?: string;
}

export interface ItemTold extends ItemSaid {
  /** Why it is no work any more: what its status says. */
  readonly over?: string;
}

const KEY =
  /^\s*[*_]*(type|issue type|kind|priority|status|state|assignee|owner|reporter|estimate|points|story points|labels?|sprint|components?|epic|due|milestone)[*_]*\s*:[*_]*\s*(.*?)\s*$/i;

/** Reads lines such as "Type: Bug | Priority: High | Status: Done", as trackers export them; a line with other words in it tells nothing. */
export function toldIn(lines: readonly string[]): ItemTold {
  const pairs = new Map<string, string>();
  for (const line of lines) {
    const found = line.split(/\s[|·•]\s/).map((part) => KEY.exec(part));
    if (found.some((one) => one === null)) continue;
    for (const one of found) pairs.set((one?.[1] ?? "").toLowerCase(), one?.[2] ?? "");
  }
  return told(pairs);
}

/** Of pairs such as a tracker keeps them. */
export function told(pairs: ReadonlyMap<string, string>): ItemTold {
  const priority = priorityNamed(pairs.get("priority") ?? "");
  const kind = KINDS[(pairs.get("type") ?? pairs.get("issue type") ?? pairs.get("kind") ?? "").toLowerCase()];
  const status = pairs.get("status") ?? pairs.get("state") ?? "";
  return {
    ...(priority === undefined ? {} : { priority }),
    ...(kind === undefined ? {} : { kind }),
    ...(isOver(status) ? { over: `its status is ${status}` } : {}),
  };
}

export const isOver = (status: string): boolean =>
  /^[*_~]*(?:done|closed|resolved|released|shipped|complete(?:d)?|cancell?ed|rejected|won['’]?t (?:do|fix)|obsolete|duplicate|x|yes|true|✓|✔|✅|☑|\[x\])[*_~.]*$/iu.test(
    status.trim(),
  );

function priorityNamed(text: string): string | undefined {
  const [, level] = /^P([0-3])$/i.exec(text.trim()) ?? [];
  return level === undefined ? PRIORITIES[text.trim().toLowerCase()] : `P${level}`;
}

const PRIORITIES: Readonly<Record<string, string>> = {
  ...{ blocker: "P0", highest: "P0", critical: "P0", high: "P1", major: "P1", must: "P1", medium: "P2", normal: "P2" },
  ...{ should: "P2", low: "P3", minor: "P3", lowest: "P3", trivial: "P3", could: "P3", may: "P3" },
};

const KINDS: Readonly<Record<string, string>> = {
  ...{
    story: "feature",
    feature: "feature",
    "user story": "feature",
    "new feature": "feature",
    improvement: "feature",
  },
  ...{ bug: "bug", defect: "bug", incident: "bug", task: "task", "sub-task": "task", subtask: "task" },
  ...{
    docs: "docs",
    documentation: "docs",
    test: "test",
    chore: "chore",
    refactoring: "refactor",
    refactor: "refactor",
  },
};
