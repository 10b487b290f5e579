import { z } from "zod";

const list = z.object({ tickets: z.array(z.object({ id: z.string() })) });
const shown = z.object({
  ticket: z.object({
    title: z.string(),
    priority: z.string(),
    labels: z.array(z.string()),
    events: z.array(z.object({ body: z.string() })),
  }),
});

/** Ids in the answer of `docket list --json`. */
export const idsOf = (answer: unknown): readonly string[] => list.parse(answer).tickets.map((ticket) => ticket.id);

/** The ticket in the answer of `docket show --json`. */
export const oneTicket = (answer: unknown) => shown.parse(answer).ticket;

/** What was said in a ticket's thread. */
export const eventsOf = (answer: unknown): readonly string[] => oneTicket(answer).events.map((event) => event.body);

const written = z.object({ ticket: z.object({ id: z.string() }) });
const finding = z.object({ code: z.string(), severity: z.string(), message: z.string() });
const verdict = z.object({
  order: z.string(),
  ticket: z.string(),
  result: z.string(),
  redGreen: z.object({
    strength: z.string(),
    red: z.array(z.object({ name: z.string() })),
    findings: z.array(finding),
  }),
  findings: z.record(z.string(), z.array(finding)),
});

/** The id in the answer of `docket new --json`. */
export const idOf = (answer: unknown): string => written.parse(answer).ticket.id;

/** What a verdict.json says. */
export type Proof = z.infer<typeof verdict>;

export const proofOf = (text: string): Proof => verdict.parse(JSON.parse(text));

/** What stopped an order, each with its code. */
export const errorsOf = ({
  findings,
  redGreen,
}: Proof): readonly { readonly code: string; readonly message: string }[] =>
  [...Object.values(findings).flat(), ...redGreen.findings].filter(({ severity }) => severity === "error");

const discovered = z.object({
  tickets: z.object({
    created: z.array(z.object({ id: z.string(), source: z.string() })),
    reopened: z.array(z.object({ id: z.string() })),
    held: z.array(z.object({ why: z.string() })),
  }),
});

/** The new tickets in the answer of `docket discover --json`. */
export const createdOf = (answer: unknown) => discovered.parse(answer).tickets.created;

/** The facts that got no ticket, with the reason. */
export const heldOf = (answer: unknown) => discovered.parse(answer).tickets.held;

/** The tickets that were opened again. */
export const reopenedOf = (answer: unknown): readonly string[] =>
  discovered.parse(answer).tickets.reopened.map(({ id }) => id);

/** The new ticket that a source is the reason of. */
export const idOfSource = (answer: unknown, source: string): string =>
  createdOf(answer).find((ticket) => ticket.source === source)?.id ?? "none";
