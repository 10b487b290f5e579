import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { docketJson } from "../rigs/run-docket.ts";
import { EXPECTED, PLANTED } from "./expected.ts";
import { LATER_EXPECTED, LATER_PLANTED } from "./expected-later.ts";
import { type Drafted, judgeDraft, type PlantedIds, SECTIONS, type SectionName } from "./judge-draft.ts";
import type { Expected } from "./rows.ts";

/** How many sections of one half are as wanted. */
export type Count = Readonly<Record<SectionName, number>> & { readonly sentences: number };

export interface Figures {
  readonly tuned: Count;
  readonly heldOut: Count;
  /** What was not as wanted, one line each. */
  readonly misses: readonly string[];
}

/** Drafts all sentences for a code base in a folder that has a backlog, in one call, and judges each section. */
export async function judge(base: string, folder: string): Promise<Figures> {
  const expected = { ...EXPECTED, ...LATER_EXPECTED }[base] ?? [];
  const planted = await plant(base, folder);
  const scratch = mkdtempSync(join(tmpdir(), "docket-sentences-"));
  const plan = join(scratch, "sentences.md");
  writeFileSync(plan, expected.map(({ sentence }) => `- ${sentence}\n`).join(""));
  const document: unknown = await docketJson(folder, "draft", "--from", plan);
  rmSync(scratch, { recursive: true });
  const drafts = draftsIn(document);
  if (drafts.length !== expected.length) throw new Error(`${drafts.length} drafts of ${expected.length} sentences`);
  const judged = expected.flatMap((wanted, at) => {
    const draft = drafts[at];
    return draft === undefined ? [] : [{ wanted, judgement: judgeDraft(withPlainIds(draft), wanted, planted) }];
  });
  const misses = judged.flatMap(({ wanted: { half, sentence }, judgement }) =>
    SECTIONS.flatMap((section) => {
      const why = judgement[section];
      return why === undefined ? [] : [`${half} | ${section} | ${sentence} | ${why}`];
    }),
  );
  const countOf = (half: Expected["half"]): Count => {
    const own = judged.filter(({ wanted }) => wanted.half === half);
    const right = SECTIONS.map((name) => [name, own.filter(({ judgement }) => judgement[name] === undefined).length]);
    return { sentences: own.length, ...Object.fromEntries(right) };
  };
  return { tuned: countOf("tuned"), heldOut: countOf("held out"), misses };
}

/** Puts the open tickets there, and gives their ids by their files. */
async function plant(base: string, folder: string): Promise<PlantedIds> {
  const ids = new Map<string, string>();
  for (const { title, file } of { ...PLANTED, ...LATER_PLANTED }[base] ?? []) {
    const body = `## Affected Files\n\n- \`${file}\`: modify`;
    const made: unknown = await docketJson(folder, "new", title, "--body", body);
    ids.set(file, idIn(made));
  }
  return ids;
}

function idIn(document: unknown): string {
  const ticket: unknown =
    typeof document === "object" && document !== null && "ticket" in document ? document.ticket : {};
  if (typeof ticket !== "object" || ticket === null || !("id" in ticket)) throw new Error("no ticket");
  return String(ticket.id);
}

/** In a plan the number of the draft stands before the id of a question. */
const withPlainIds = (draft: Drafted): Drafted => ({
  ...draft,
  questions: draft.questions.map(({ id }) => ({ id: id.replace(/^\d+\./, "") })),
});

function draftsIn(document: unknown): readonly Drafted[] {
  if (typeof document !== "object" || document === null || !("drafts" in document)) throw new Error("no drafts");
  const { drafts } = document;
  if (!Array.isArray(drafts)) throw new Error("drafts are no list");
  return drafts;
}
