import { dirname, join } from "node:path";
import type { CodeIndex } from "../../code/code-index.ts";
import { globMatcher, type Matcher } from "../../gate/globs.ts";
import type { ChosenFile } from "../../plan/draft/choose-files.ts";
import { MAX_FILES_CHOSEN } from "../../plan/draft/limits.ts";
import type { LeftPart } from "../../plan/draft/suggestion.ts";
import type { Wish } from "../../plan/draft/wish.ts";
import type { WishDraft } from "../../plan/draft/wish-draft.ts";
import { isSafePath } from "../../plan/from-evidence/outside-text.ts";
import type { World } from "../../ports/world.ts";
import type { Desk } from "../_change-ticket.ts";
import type { Call } from "../op.ts";
import type { DraftAnswer } from "./_improve-answer.ts";
import { fileDetails } from "./_wish-file.ts";
import { testMatcher } from "./_wish-tickets.ts";

export interface Improving {
  readonly world: World;
  readonly call: Call;
  readonly desk: Desk;
}

export interface Looking extends Improving {
  /** Undefined where there is no code to look at. */
  readonly index: CodeIndex | undefined;
  /** Top of the checkout. */
  readonly root: string;
}

interface Suggestions {
  readonly answer: DraftAnswer;
  readonly by: string;
  readonly draft: WishDraft;
  readonly wish: Wish;
}

interface Files {
  readonly files: readonly ChosenFile[];
  readonly left: readonly LeftPart[];
}

/** The files that may stand in a scope; each of the others is left with its reason. */
export function filesOf(looking: Looking, { answer, by, draft, wish }: Suggestions): Files {
  const files: ChosenFile[] = [];
  const left: LeftPart[] = [];
  const { settings } = looking.desk;
  const isProtected = globMatcher(settings.protected.files);
  for (const { path, action, reason } of (answer.files ?? []).slice(0, MAX_FILES_CHOSEN)) {
    const place = placeOf(looking, { path, action, isProtected });
    if ("wrong" in place) {
      left.push({ part: "Affected Files", why: `${path.slice(0, 80)}: ${place.wrong}` });
      continue;
    }
    const known = draft.files.find((file) => file.path === path);
    const note = testMatcher(settings)(path) ? `tests what changes: ${reason}` : reason;
    files.push(known ?? { path, action: place.action, note: `${by}: ${note}`, ...foundAt(looking, path, wish) });
  }
  return { files, left };
}

function foundAt({ index, desk }: Looking, path: string, wish: Wish): Pick<ChosenFile, "found"> {
  if (index?.exists(path) !== true) return {};
  const found = fileDetails({ index, isTest: testMatcher(desk.settings) }, path, wish);
  return found.ok && found.value !== undefined ? { found: found.value } : {};
}

type PlaceOf = { readonly action: "modify" | "create" } | { readonly wrong: string };

interface Suggested {
  readonly path: string;
  readonly action: string;
  readonly isProtected: Matcher;
}

/** Whether a path leads to a file of this checkout, or to a free place in it. Nothing else gets into a scope by a model's word. */
function placeOf({ world, desk, index, root }: Looking, { path, action, isProtected }: Suggested): PlaceOf {
  if (!isSafePath(path) || /[*?{}[\]!]/.test(path)) return { wrong: "it is no path of one file in this project" };
  if (isProtected(path)) return { wrong: "it is protected" };
  if (index === undefined) return { wrong: "there is no code to look at" };
  if (action === "modify") return isFile(index, path) ? { action } : { wrong: "it is not there" };
  if (action !== "create") return { wrong: `${JSON.stringify(action.slice(0, 20))} is neither modify nor create` };
  const full = join(root, path);
  if (world.files.stat(full) !== undefined) return { wrong: "it is there already" };
  const folder = world.files.realPath(dirname(full));
  if (folder === undefined) return { wrong: "its folder is not there" };
  const isInside = folder === root || folder.startsWith(`${root}/`);
  const backlog = world.files.realPath(desk.backlog.home.folder);
  const isBacklog = backlog !== undefined && (folder === backlog || folder.startsWith(`${backlog}/`));
  return isInside && !isBacklog ? { action } : { wrong: "it lies outside of the project" };
}

const isFile = (index: CodeIndex, path: string): boolean => index.file(path) !== undefined;
