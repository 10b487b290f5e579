import type { Atom } from "../../evidence/atom.ts";
import type { OtherEntry } from "../../evidence/backlog-repo/other-entry.ts";
import { err, ok, type Result } from "../../std/result.ts";
import type { Facts } from "../../store/evidence/facts-decision.ts";
import { factAmbiguous, factNotFound, factOfOtherTool } from "../faults.ts";

const MAX_NAMED = 5;

/** The entry of another tool with this id, or the only one that begins so, where no fact of ours does. */
export function findOther({ atoms, others }: Facts, query: string): OtherEntry | undefined {
  if (query === "" || atoms.some(({ id }) => id.startsWith(query))) return undefined;
  const [first, second] = others.filter(({ id }) => id.startsWith(query));
  return second === undefined ? first : others.find(({ id }) => id === query);
}

/** Finds a fact that can be changed: what another tool keeps is that tool's to change. */
export function findOwn(facts: Facts, query: string): Result<Atom> {
  const other = findOther(facts, query);
  return other === undefined ? findFact(facts.atoms, query) : err(factOfOtherTool({ id: other.id }));
}

/** Finds a fact by its id, or by a beginning that only one has. */
export function findFact(atoms: readonly Atom[], query: string): Result<Atom> {
  const exact = atoms.find(({ id }) => id === query);
  if (exact !== undefined) return ok(exact);
  const matches = query === "" ? [] : atoms.filter(({ id }) => id.startsWith(query));
  const [first, second] = matches;
  if (first === undefined) return err(factNotFound({ query }));
  if (second !== undefined)
    return err(factAmbiguous({ query, matches: matches.slice(0, MAX_NAMED).map(({ id }) => id) }));
  return ok(first);
}
