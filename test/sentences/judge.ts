import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { docketJson } from "../rigs/run-docket.ts";
import { EXPECTED } from "./expected.ts";

export interface Figures {
  readonly sentences: number;
  readonly kind: number;
  readonly files: number;
  readonly criteria: number;
  /** What was not as expected, one line each. */
  readonly misses: readonly string[];
}

interface Drafted {
  readonly kind: string;
  readonly files: readonly { readonly path: string }[];
  readonly criteria: readonly string[];
  readonly questions: readonly string[];
}

/** Drafts all sentences for a code base in a folder that has a backlog, in one call, and counts which sections are as expected. */
export async function judge(base: string, folder: string): Promise<Figures> {
  const expected = EXPECTED[base] ?? [];
  writeFileSync(join(folder, "sentences.txt"), expected.map(({ sentence }) => `- ${sentence}\n`).join(""));
  const document: unknown = await docketJson(folder, "draft", "--from", "sentences.txt");
  const drafts = draftsIn(document);
  if (drafts.length !== expected.length) throw new Error(`${drafts.length} drafts of ${expected.length} sentences`);
  const misses: string[] = [];
  const count = { kind: 0, files: 0, criteria: 0 };
  for (const [at, { sentence, kind, file, word }] of expected.entries()) {
    const draft = drafts[at];
    if (draft === undefined) continue;
    const paths = draft.files.map(({ path }) => path);
    const isAsked = paths.length === 0 && draft.questions.some((one) => one.startsWith("Which files"));
    const said = draft.criteria.join("\n").toLowerCase().includes(word.toLowerCase());
    const fits = {
      kind: draft.kind === kind,
      files: file === "?" ? isAsked : paths.includes(file),
      criteria: said && draft.criteria.length >= 3,
    };
    for (const part of ["kind", "files", "criteria"] as const) {
      if (fits[part]) count[part] += 1;
      else misses.push(`${part}: ${sentence} (${part === "kind" ? draft.kind : paths.join(" ") || "none"})`);
    }
  }
  return { sentences: expected.length, ...count, misses };
}

function draftsIn(document: unknown): readonly Drafted[] {
  if (typeof document !== "object" || document === null || !("drafts" in document)) throw new Error("no drafts");
  const { drafts } = document;
  if (!Array.isArray(drafts)) throw new Error("drafts are no list");
  return drafts;
}
