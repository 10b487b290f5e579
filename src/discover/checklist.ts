import type { Atom } from "../evidence/atom.ts";
import { type OpenItem, readChecklist } from "../findings/marks/checklist.ts";
import { ok, type Result } from "../std/result.ts";
import { listFiles } from "./_files-list.ts";
import { readFiles } from "./_files-read.ts";
import { type Raw, shortHash, sightingsOf } from "./_files-sighting.ts";
import type { Advice, Applies, Look, Seen, Source } from "./source.ts";

/** Where people keep such lists, unless the settings say otherwise. */
const USUAL: readonly string[] = ["{TODO,ROADMAP,todo,roadmap}.md", "docs/**/{todo,TODO}*.md"];

/** Items of Markdown checklists that are not ticked. */
export const checklist: Source = {
  name: "checklist",
  summary: "Open items of Markdown checklists",
  applies,
  collect,
  group: ({ identity }) => shortHash(identity.subject),
  advise,
};

const listed = (look: Look) => {
  const { include } = look.settings;
  const settings = { ...look.settings, include: include.length > 0 ? include : USUAL };
  return listFiles({ ...look, settings }, { words: ["[ ]", "[x]", "[X]"] });
};

async function applies(look: Look): Promise<Applies> {
  const { since, ...whole } = look;
  const files = await listed(whole);
  // What went wrong is said when it looks.
  if (!files.ok || files.value.paths.length > 0) return { applies: true };
  return { applies: false, why: "there is no TODO.md, ROADMAP.md or docs/**/todo*.md with a checklist" };
}

async function collect(look: Look): Promise<Result<Seen>> {
  const files = await listed(look);
  if (!files.ok) return files;
  const raws: Raw[] = [];
  const each = (path: string, text: string): void => {
    raws.push(...readChecklist(text).map((item) => rawOf(path, item)));
  };
  const read = await readFiles(look, { listed: files.value, each });
  return ok({ sightings: await sightingsOf(raws), ...read });
}

function rawOf(path: string, { text, under, line }: OpenItem): Raw {
  return {
    source: "checklist",
    identity: { rule: "open item", subject: text.replace(/[\s.;:,!]+$/, "") },
    message: text,
    severity: "low",
    place: { path, line },
    excerpt: text,
    ...(under.length === 0 ? {} : { facts: { under: under.join(" > ") } }),
  };
}

function advise(atoms: readonly Atom[]): Advice {
  const [first] = atoms;
  const path = first?.place?.path ?? "the list";
  const under = first?.facts?.under;
  return {
    title: first?.message ?? "Do an open item",
    kind: "chore",
    context: `An item of the checklist in \`${path}\`${under === undefined ? "" : `, under ${under},`} is open.`,
    description: "Do what the item says and tick it; or take it out of the list and say why.",
    criteria: [
      `What the item says is done`,
      `The item in \`${path}\` is ticked or gone: \`docket discover --source checklist\` no longer sees it`,
    ],
    testNotes: "A test shows what the item asks for, where it asks for something that can run.",
    // The item does not say which files the work needs.
    scope: [],
    verify: ["test"],
  };
}
