import type { Atom } from "../evidence/atom.ts";
import { err, ok, type Result } from "../std/result.ts";
import { factAmbiguous, factNotFound } from "./faults.ts";

const MAX_NAMED = 5;

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
