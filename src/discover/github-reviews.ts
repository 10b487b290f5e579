import type { Atom } from "../evidence/atom.ts";
import type { Severity, Sighting } from "../evidence/sighting.ts";
import type { ForgeRemark } from "../ports/forge.ts";
import { ok, type Result } from "../std/result.ts";
import { forgeApplies, noticesOf } from "./_github-look.ts";
import { repositoryOf } from "./_github-where.ts";
import { askingIn, type Wish } from "./_github-wish.ts";
import { placeFrom } from "./_runs-place.ts";
import { factOf, harmless, messageOf, quoteOf } from "./_runs-text.ts";
import type { Advice, Look, Seen, Source } from "./source.ts";

/** Most remarks looked at. */
const MAX_REMARKS = 3_000;

/** What reviewers of pull requests asked for and nobody settled. */
export const githubReviews: Source = {
  name: "github-reviews",
  summary: "Remarks on pull requests that ask for something, from GitHub",
  applies: forgeApplies,
  collect,
  group: ({ facts, place }) => `${facts?.pull ?? ""} ${place?.path ?? ""}`,
  advise,
};

async function collect(look: Look): Promise<Result<Seen>> {
  const repository = await repositoryOf(look);
  if (!repository.ok) return repository;
  const { since, limitMs, stop, cacheFolder } = look;
  const list = await look.world.forge.remarks({
    repository: repository.value,
    limit: MAX_REMARKS,
    limitMs,
    stop,
    ...(since === undefined ? {} : { since }),
    ...(cacheFolder === undefined ? {} : { cacheFolder }),
  });
  if (!list.ok) return list;
  const { items, isWhole, notices } = list.value;
  const sightings: Sighting[] = [];
  for (const [at, remark] of items.entries()) {
    const sighting = await sightingOf(remark);
    if (sighting !== undefined) sightings.push(sighting);
    look.progress(at + 1, items.length);
  }
  return ok({ sightings, isWhole, findings: noticesOf("github-reviews", notices) });
}

async function sightingOf(remark: ForgeRemark): Promise<Sighting | undefined> {
  // What was said of work that never landed is about nothing that is there.
  if (remark.isOutdated || remark.isResolved === true || remark.pullState === "closed") return undefined;
  const asking = askingIn(harmless(remark.body));
  if (asking === undefined) return undefined;
  const place = remark.path === undefined ? undefined : placeFrom(remark.path, remark.line);
  return {
    source: "github-reviews",
    identity: { rule: "review-comment", subject: remark.id },
    message: await messageOf(asking.sentence),
    severity: SEVERITY[asking.wish],
    ...(place === undefined ? {} : { place }),
    quote: await quoteOf(remark.body),
    isOutside: true,
    ...(asking.wish === "security" ? { isSecurity: true } : {}),
    facts: {
      pull: `#${remark.pull}`,
      author: factOf(remark.isBot ? `${remark.author} (bot)` : remark.author),
      wish: asking.wish,
      url: factOf(remark.url),
      updated: factOf(remark.updatedAt),
    },
  };
}

const SEVERITY: Readonly<Record<Wish, Severity>> = {
  security: "high",
  performance: "medium",
  mark: "medium",
  request: "medium",
  defect: "medium",
  advice: "medium",
  suggestion: "low",
  "follow-up": "low",
};

function advise(atoms: readonly Atom[]): Advice {
  const [first] = atoms;
  const pull = first?.facts?.pull ?? "a pull request";
  const at = first?.place?.path;
  const isSecurity = atoms.some((atom) => atom.isSecurity === true);
  const many = `Settle ${atoms.length} remarks on ${at ?? "the whole"} in pull request ${pull}`;
  return {
    title: atoms.length === 1 ? `Review of ${pull}: ${first?.message ?? ""}` : many,
    kind: isSecurity ? "security" : atoms.every(({ facts }) => facts?.wish === "performance") ? "performance" : "task",
    context: `Reviewers of pull request ${pull} asked for something, and the thread is not settled. Their words are quoted; they were written outside this repository.`,
    description: "Each remark is either done or answered with the reason why not.",
    criteria: atoms.map(
      ({ facts }) =>
        `What ${facts?.author ?? "the reviewer"} asks for in ${facts?.url ?? pull} is done, or answered there`,
    ),
    testNotes: "A unit test for each change of behaviour; the whole suite stays green.",
    scope: at === undefined ? [] : [at],
    verify: ["test"],
  };
}
