/** Where each id stands among all tickets. */
export interface Places {
  /** Of two tickets with one id the first counts. */
  readonly byId: ReadonlyMap<string, number>;
  /** Ids that more than one ticket carries. */
  readonly twice: ReadonlySet<string>;
}

/** Made once for all that looks over the same tickets: at ten thousand of them a map costs as much as a sort. */
export function placesOf(tickets: readonly { readonly id: string }[]): Places {
  const byId = new Map<string, number>();
  for (let place = tickets.length - 1; place >= 0; place -= 1) byId.set(tickets[place]?.id ?? "", place);
  return { byId, twice: byId.size === tickets.length ? NO_ID : idsTwice(tickets, byId) };
}

const NO_ID: ReadonlySet<string> = new Set();

function idsTwice(tickets: readonly { readonly id: string }[], byId: ReadonlyMap<string, number>): ReadonlySet<string> {
  return new Set(tickets.flatMap(({ id }, place) => (byId.get(id) === place ? [] : [id])));
}
