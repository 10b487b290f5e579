/**
 * What a caller needs after a change: the fields, the revision and the event it made. A ticket that has just been made comes whole,
 * because the sections of its template are news.
 */
export function brief(output: unknown): unknown {
  if (!isData(output) || !isData(output.ticket)) return output;
  const { sections: _sections, events, ...ticket } = output.ticket;
  if (!Array.isArray(events) || events.length < 2) return output;
  return { ...output, ticket: { ...ticket, events: events.slice(-1) } };
}

function isData(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
