import { type Asking, askModel } from "../../model/ask-model.ts";
import { draftWish } from "../../plan/draft/draft-wish.ts";
import { judgeParts } from "../../plan/draft/judge-parts.ts";
import type { SuggestedParts, Suggestion } from "../../plan/draft/suggestion.ts";
import type { Drafting } from "../../plan/draft/wish-draft.ts";
import type { Fault } from "../../std/fault.ts";
import { openCode } from "../code/_open-code.ts";
import { openModel } from "../route/_ask-model.ts";
import { takeChecked } from "./_improve-checks.ts";
import { filesOf, type Improving, type Looking } from "./_improve-files.ts";
import { questionAbout } from "./_improve-question.ts";

/** Drafts of one plan that are asked about; the others stay as they are. */
const MAX_ASKED = 20;

/**
 * Asks for a better draft of each wish. Whatever becomes of it, there is an answer for each: what may be taken, or why nothing is. After
 * the first that fails nobody is asked again.
 */
export async function improveDrafts(
  improving: Improving,
  draftings: readonly Drafting[],
): Promise<readonly Suggestion[]> {
  const { desk, world, call } = improving;
  const asking = await openModel(desk);
  if (!asking.ok) return draftings.map(() => nothing(asking.fault));
  const code = await openCode(world, call.cwd);
  using index = code.ok ? code.value.index : undefined;
  const around = { ...improving, asking: asking.value, index, root: code.ok ? code.value.root : "" };
  const suggestions: Suggestion[] = [];
  let failed: Fault | undefined;
  for (const [at, drafting] of draftings.entries()) {
    world.progress.step("asking", at, draftings.length);
    const one: Suggestion = failed === undefined && at < MAX_ASKED ? await improve(around, drafting) : nothing(failed);
    failed = one.improved.fault;
    suggestions.push(one);
  }
  world.progress.end("asking");
  return suggestions;
}

const nothing = (fault: Fault | undefined): Suggestion => ({
  improved: { parts: [], left: [], ...(fault === undefined ? {} : { fault }) },
});

interface Around extends Looking {
  readonly asking: Asking;
}

async function improve(around: Around, drafting: Drafting): Promise<Suggestion> {
  const { asking, desk } = around;
  const draft = draftWish(drafting);
  const asked = await askModel(asking, questionAbout(drafting, draft));
  if (!asked.ok) return nothing(asked.fault);
  const { answer, by, kept } = asked.value;
  const { files, left } = filesOf(around, { answer, by, draft, wish: drafting.wish });
  const { impact, effort, criteria, added } = answer;
  const said = <Points extends { readonly reason: string }>(points: Points): Points => ({
    ...points,
    reason: `${by}: ${points.reason}`,
  });
  const parts: SuggestedParts = {
    ...(files.length === 0 ? {} : { files }),
    ...(criteria === undefined ? {} : { criteria }),
    ...(impact === undefined ? {} : { impact: said(impact) }),
    ...(effort === undefined ? {} : { effort: said(effort) }),
    added,
  };
  const judged = judgeParts({ drafting, draft, maxEffort: desk.settings.checks.maxEffort }, parts);
  const checked = await takeChecked(around, { drafting, draft, take: judged.take });
  if (!checked.ok) return nothing(checked.fault);
  const { taken, suggestion, refused } = checked.value;
  return {
    ...suggestion,
    improved: { by, kept, parts: taken, left: [...answer.left, ...left, ...judged.left, ...refused] },
  };
}
