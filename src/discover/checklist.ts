import type { Atom } from "../evidence/atom.ts";
import { type OpenItem, readChecklist } from "../findings/marks/checklist.ts";
import type { Result } from "../std/result.ts";
import { listFiles } from "./_files-list.ts";
import { lookIntoFiles } from "./_files-look.ts";
import { type Raw, shortHash } from "./_files-sighting.ts";
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

/** Raised with every change of what is seen in a file. */
const READER = 1;
const WANTED = { words: ["[ ]", "[x]", "[X]"] };

/** The same look at the usual places, where the settings name none. */
function placed(look: Look): Look {
  const { include } = look.settings;
  return { ...look, settings: { ...look.settings, include: include.length > 0 ? include : USUAL } };
}

async function applies(look: Look): Promise<Applies> {
  const { since, ...whole } = placed(look);
  const files = await listFiles(whole, WANTED);
  // What went wrong is said when it looks.
  if (!files.ok || files.value.paths.length > 0) return { applies: true };
  return { applies: false, why: "there is no TODO.md, ROADMAP.md or docs/**/todo*.md with a checklist" };
}

function collect(look: Look): Promise<Result<Seen>> {
  return lookIntoFiles(placed(look), {
    version: READER,
    wanted: WANTED,
    each: (path, text) => ({ raws: readChecklist(text).map((item) => rawOf(path, item)), isWhole: true }),
  });
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
    testNotes: "A unit or acceptance test shows what the item asks for, where it asks for something that can run.",
    // The item does not say which files the work needs.
    scope: [],
    verify: ["test"],
  };
}
