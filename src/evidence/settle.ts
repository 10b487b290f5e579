import type { Instant } from "../ticket/model.ts";
import { compareTexts } from "./_compare.ts";
import { matchAlike } from "./_match.ts";
import { isSamePlace, withSighting } from "./_sighting-text.ts";
import { saysTheSame } from "./_steady-words.ts";
import type { Atom } from "./atom.ts";
import { atomId, keyOf, numberOf } from "./identity.ts";
import type { Sighting } from "./sighting.ts";
import { type Unread, unreadAmong } from "./unread.ts";

/** What one source saw in one look. A source whose look failed has none: then nothing is said about its atoms. */
export interface LookOf extends Unread {
  readonly source: string;
  readonly sightings: readonly Sighting[];
  /** True when it looked at all there is; only then an atom it did not see is gone, unless it may stand in what is unread or away. */
  readonly isWhole: boolean;
  /** When the source looked at all there is the time before, if that is known: the last sighting of what is gone now. */
  readonly lastLook?: Instant;
}

export interface SettleInput {
  readonly known: readonly Atom[];
  /** At most one look a source. */
  readonly looks: readonly LookOf[];
  readonly now: Instant;
  readonly run: string;
}

/** What a run changed. Each changed atom stands in exactly one of the lists, as it is now. */
export interface Settled {
  /** Every atom there is now, ordered by id. */
  readonly atoms: readonly Atom[];
  /** Those whose line in the ledger is new: all lists below but `unchanged`. */
  readonly changed: readonly Atom[];
  readonly added: readonly Atom[];
  /** Seen again at another place. */
  readonly moved: readonly Atom[];
  /** Seen again at its place, and something else differs: words, severity, quotation, facts. */
  readonly altered: readonly Atom[];
  /** Was gone, and is seen again. */
  readonly returned: readonly Atom[];
  readonly gone: readonly Atom[];
  /** Seen again just as it stands in the ledger. */
  readonly unchanged: readonly Atom[];
}

type Change = Exclude<keyof Settled, "atoms" | "changed">;
type Verdict = readonly [change: Change, atom: Atom];
type Moment = Pick<SettleInput, "now" | "run">;

/** Compares what was seen with what is known. The order of sightings, atoms and looks makes no difference. */
export function settle(input: SettleInput): Settled {
  const bySource = Map.groupBy(input.known, ({ source }) => source);
  const verdicts = input.looks.flatMap((look) => settleLook(look, bySource.get(look.source) ?? [], input));
  const after = new Map(input.known.map((atom) => [atom.id, atom]));
  for (const [, atom] of verdicts) after.set(atom.id, atom);
  const sorted = verdicts.toSorted((a, b) => byId(a[1], b[1]));
  const of = (wanted: Change): readonly Atom[] => sorted.flatMap(([is, atom]) => (is === wanted ? [atom] : []));
  return {
    atoms: [...after.values()].sort(byId),
    changed: sorted.flatMap(([change, atom]) => (change === "unchanged" ? [] : [atom])),
    added: of("added"),
    moved: of("moved"),
    altered: of("altered"),
    returned: of("returned"),
    gone: of("gone"),
    unchanged: of("unchanged"),
  };
}

function settleLook(look: LookOf, known: readonly Atom[], moment: Moment): readonly Verdict[] {
  // A source speaks for itself alone, whatever name its sightings carry.
  const own = look.sightings.map((sighting) => ({ ...sighting, source: look.source }));
  const seen = Map.groupBy(own, keyOf);
  const atoms = Map.groupBy(known, keyOf);
  const keys = new Set([...seen.keys(), ...atoms.keys()]);
  const isUnread = unreadAmong(look);
  return [...keys].flatMap((key) =>
    settleAlike({ key, look, moment, isUnread, seen: seen.get(key), atoms: atoms.get(key) }),
  );
}

interface Alike {
  readonly key: string;
  readonly look: LookOf;
  readonly moment: Moment;
  readonly isUnread: (atom: Atom) => boolean;
  readonly seen: readonly Sighting[] | undefined;
  readonly atoms: readonly Atom[] | undefined;
}

/** Settles the sightings and atoms of one identity. */
function settleAlike({ key, look, moment, isUnread, seen = [], atoms = [] }: Alike): readonly Verdict[] {
  const { pairs, fresh, missed } = matchAlike(seen, atoms);
  const first = 1 + atoms.reduce((most, { id }) => Math.max(most, numberOf(id, key) ?? 0), 0);
  const added = fresh.map((sighting, at): Verdict => ["added", bornAtom(sighting, atomId(key, first + at), moment)]);
  const lost = look.isWhole ? missed.filter((atom) => atom.gone === undefined && !isUnread(atom)) : [];
  return [
    ...pairs.map(([sighting, atom]) => seenAgain(sighting, atom, moment)),
    ...added,
    ...lost.map((atom) => goneFrom(atom, look, moment)),
  ];
}

function bornAtom(sighting: Sighting, id: string, { now, run }: Moment): Atom {
  return { ...sighting, id, firstSeen: now, lastSeen: now, run };
}

function seenAgain(sighting: Sighting, atom: Atom, { now }: Moment): Verdict {
  const { gone, ...present } = atom;
  const renewed = { ...withSighting(present, sighting), lastSeen: latest(now, atom.lastSeen, gone) };
  if (gone !== undefined) return ["returned", renewed];
  if (!isSamePlace(sighting.place, atom.place)) return ["moved", renewed];
  // Nothing is written for a fact that stands as it stood, or every run would rewrite the whole ledger.
  return saysTheSame(sighting, atom) ? ["unchanged", atom] : ["altered", renewed];
}

function goneFrom(atom: Atom, { lastLook }: LookOf, { now }: Moment): Verdict {
  const lastSeen = latest(atom.lastSeen, lastLook);
  return ["gone", { ...atom, lastSeen, gone: latest(now, lastSeen) }];
}

/** A clock may have been put back; the later word about a fact counts where two clones meet, so none is dated before the last one. */
const latest = (first: Instant, ...others: readonly (Instant | undefined)[]): Instant =>
  others.reduce<Instant>((most, one) => (one !== undefined && one > most ? one : most), first);

const byId = (a: Atom, b: Atom): number => compareTexts(a.id, b.id);
