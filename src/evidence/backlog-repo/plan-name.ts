/** What the name of a plan's file tells. */
export interface PlanName {
  /** `YYYYMMDD`. */
  readonly date: string;
  /** An id in its old place: `BLG-001`, `TKT-…`. It was given anew with each run, so it names nothing. */
  readonly ticketId?: string;
  readonly fingerprint: string;
  readonly slug: string;
}

const NAME = /^(\d{8})_(?:(BLG-\d+|TKT-[0-9a-f]{12})_)?([0-9a-f]{16})_([A-Za-z0-9._-]+)\.md$/;
const MAX_SLUG = 64;
const NO_WORDS = "ticket";

/** Reads both forms, with an id and without; undefined for a file that is no plan. */
export function parsePlanName(file: string): PlanName | undefined {
  const [, date, ticketId, fingerprint, slug] = NAME.exec(file) ?? [];
  if (date === undefined || fingerprint === undefined || slug === undefined) return undefined;
  return { date, ...(ticketId === undefined ? {} : { ticketId }), fingerprint, slug };
}

/** The name of a new plan's file, in the form without an id. */
export const planFileName = ({ date, fingerprint, slug }: Omit<PlanName, "ticketId">): string =>
  `${date}_${fingerprint}_${planSlug(slug)}.md`;

/** The words of a title as a part of a file name; of a path only the last part counts. Capital letters stay. */
export function planSlug(text: string): string {
  const last = text.split(/[\\/]/).at(-1) ?? "";
  const slug = last
    .replaceAll(/[^A-Za-z0-9._-]+/g, "-")
    .replaceAll(/^[-._]+|[-._]+$/g, "")
    .slice(0, MAX_SLUG);
  return slug === "" ? NO_WORDS : slug;
}

/** Whether a path leads to a plan of this ticket. */
export const isNameOf = (path: string, fingerprint: string): boolean =>
  parsePlanName(path.split(/[\\/]/).at(-1) ?? "")?.fingerprint === fingerprint;
