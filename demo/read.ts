import { z } from "zod";

const list = z.object({ tickets: z.array(z.object({ id: z.string(), title: z.string() })) });
const shown = z.object({
  ticket: z.object({
    title: z.string(),
    priority: z.string(),
    labels: z.array(z.string()),
    events: z.array(z.object({ body: z.string() })),
  }),
});

/** Ids by title in the answer of `docket list --json`. */
export const idsByTitle = (answer: unknown): ReadonlyMap<string, string> =>
  new Map(list.parse(answer).tickets.map(({ id, title }) => [title, id]));

/** The ticket in the answer of `docket show --json`. */
export const oneTicket = (answer: unknown) => shown.parse(answer).ticket;

/** What was said in a ticket's thread. */
export const eventsOf = (answer: unknown): readonly string[] => oneTicket(answer).events.map((event) => event.body);

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
    created: z.array(z.object({ id: z.string() })),
  }),
});

/** The new tickets in the answer of `docket discover --json`. */
export const createdOf = (answer: unknown) => discovered.parse(answer).tickets.created;
