import { type CheckedTicket, sectionOf } from "./checked-ticket.ts";
import type { Found } from "./found.ts";
import { MAX_ASKED } from "./limits.ts";
import type { Surroundings } from "./surroundings.ts";

/** Whether what a ticket says about others is so. A dependency that is done is met, and fine. */
export function coherence(ticket: CheckedTicket, around: Surroundings): readonly Found[] {
  return [...dependencies(ticket, around), ...shares(ticket, around), ...named(ticket, around)];
}

function dependencies({ id, ticket }: CheckedTicket, { statuses, limits }: Surroundings): readonly Found[] {
  if (!limits.requireDependencyCheck) return [];
  return [...new Set(ticket.relations.depends_on)].flatMap((other): readonly Found[] => {
    const status = statuses.get(other);
    const hint = `docket relate ${id} depends_on ${other} --remove`;
    if (status === undefined)
      return [{ code: "dependency-unknown", message: `it depends on ${other}, which is not there`, hint }];
    if (status !== "rejected") return [];
    return [{ code: "dependency-rejected", message: `it depends on ${other}, which was rejected`, hint }];
  });
}

/** A file is shared when both say so: else one of them is worked on without a thought of the other. */
function shares(ticket: CheckedTicket, { creators, modifiers }: Surroundings): readonly Found[] {
  const { shared_files: shared } = ticket.ticket.fields;
  if (!Array.isArray(shared)) return [];
  return shared.flatMap((path): readonly Found[] => {
    if (typeof path !== "string") return [];
    const touching = [...(creators.get(path) ?? []), ...(modifiers.get(path) ?? [])].slice(0, MAX_ASKED);
    const silent = touching.find((other) => other !== ticket && !sharesFile(other, path));
    if (silent === undefined) return [];
    const message = `it shares ${path}, and ${silent.id}, which touches it, does not say so`;
    return [{ code: "share-not-returned", message, hint: `name it in shared_files of ${silent.id}` }];
  });
}

export function sharesFile({ ticket }: CheckedTicket, path: string): boolean {
  const { shared_files: shared } = ticket.fields;
  return Array.isArray(shared) && shared.includes(path);
}

const ID = /\b[A-Z][A-Z0-9]{0,15}-[a-z0-9]{1,32}\b/g;

/** The section is for people; what decides is the relation. */
function named(ticket: CheckedTicket, { statuses }: Surroundings): readonly Found[] {
  const ids = new Set(sectionOf(ticket, "Dependencies").match(ID));
  return [...ids]
    .filter((id) => id !== ticket.id && statuses.has(id) && !ticket.related.has(id))
    .map((id) => ({
      code: "dependency-unrecorded",
      message: `its section Dependencies names ${id}, and no relation does`,
      hint: `docket relate ${ticket.id} depends_on ${id}, or related`,
    }));
}
