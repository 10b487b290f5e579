import { type CheckedTicket, isPattern } from "./checked-ticket.ts";
import { sharesFile } from "./coherence.ts";
import type { Found } from "./found.ts";
import { MAX_NAMED } from "./limits.ts";
import { pathsNamed } from "./mentions.ts";
import { dependenciesOf, firstUntied, type Surroundings } from "./surroundings.ts";

/** Where two open tickets get into each other's way without knowing of each other. */
export function gaps(ticket: CheckedTicket, around: Surroundings): readonly Found[] {
  return [...sameFiles(ticket, around), ...unsaid(ticket, around)];
}

function sameFiles(ticket: CheckedTicket, { creators, modifiers }: Surroundings): readonly Found[] {
  return ticket.files.flatMap(({ path, action }): readonly Found[] => {
    if (isPattern(path)) return [];
    if (action === "create") {
      const others = creators.get(path) ?? [];
      if (others.length < 2) return [];
      const hint = "let one of them create it, and the other depend on that one";
      return [{ code: "create-clash", message: `${path} is created by ${nameAll(ticket, others)} too`, hint }];
    }
    if (isFound(ticket)) return [];
    const isShared = (other: CheckedTicket): boolean => sharesFile(ticket, path) && sharesFile(other, path);
    const other = firstUntied(ticket, modifiers.get(path) ?? [], isShared);
    if (other === undefined) return [];
    const hint = `relate them: docket relate ${ticket.id} depends_on ${other.id}, or name the file in shared_files of both`;
    return [
      { code: "modify-clash", message: `${path} is touched by ${other.id} too, and nothing relates the two`, hint },
    ];
  });
}

/**
 * Discovery makes a ticket for each problem, many of them in one file: ten packages with a weakness stand in one lock file. None of
 * them was planned, so there is nothing to relate; waves keep them apart. What a person planned for the same file is told of them.
 */
function isFound({ ticket: { fields } }: CheckedTicket): boolean {
  return fields.fingerprint !== undefined && Array.isArray(fields.evidence) && fields.evidence.length > 0;
}

function nameAll(ticket: CheckedTicket, others: readonly CheckedTicket[]): string {
  const named = others
    .slice(0, MAX_NAMED + 1)
    .filter((other) => other !== ticket)
    .slice(0, MAX_NAMED);
  const more = others.length - 1 - named.length;
  return `${named.map(({ id }) => id).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

/** What it changes or speaks of is made by another ticket first. */
function unsaid(ticket: CheckedTicket, around: Surroundings): readonly Found[] {
  const own = new Set(ticket.files.filter(({ action }) => action === "create").map(({ path }) => path));
  const used = new Set([
    ...ticket.files.filter(({ action }) => action !== "create").map(({ path }) => path),
    ...pathsNamed(ticket),
  ]);
  const wanted = [...used].filter((path) => !own.has(path) && around.creators.has(path));
  if (wanted.length === 0) return [];
  const before = dependenciesOf(ticket, around);
  return wanted.flatMap((path): readonly Found[] => {
    const [creator] = around.creators.get(path) ?? [];
    const isKnown = (around.creators.get(path) ?? []).some(
      ({ id, ticket: other }) => before.has(id) || other.relations.blocks.includes(ticket.id),
    );
    if (creator === undefined || isKnown || around.code?.exists(path) === true) return [];
    const hint = `docket relate ${ticket.id} depends_on ${creator.id}`;
    return [
      {
        code: "dependency-unsaid",
        message: `it uses ${path}, which ${creator.id} creates, and does not depend on it`,
        hint,
      },
    ];
  });
}
