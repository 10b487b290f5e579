import { z } from "zod";

// The contract for scripts as shapes: what is named here must be there; more may be.

const id = z.string().regex(/^[A-Z]+-[0-9a-z]+$/);
const instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);

export const row = z.looseObject({
  id,
  title: z.string(),
  status: z.string(),
  kind: z.string(),
  priority: z.string(),
  labels: z.array(z.string()),
});

export const finding = z.looseObject({
  code: z.string(),
  severity: z.enum(["error", "warning", "info"]),
  file: z.string(),
  line: z.number().int().positive().optional(),
  message: z.string(),
  hint: z.string().optional(),
});

export const listed = z.looseObject({ tickets: z.array(row), total: z.number().int(), problems: z.array(finding) });

export const event = z.looseObject({
  id: z.string(),
  kind: z.string(),
  author: z.string(),
  at: instant,
  body: z.string().default(""),
});

export const ticket = row.extend({
  created: z.string(),
  updated: z.string(),
  sections: z.record(z.string(), z.string()),
  events: z.array(event),
});

export const made = z.looseObject({ ticket: z.looseObject({ id }) });
export const shown = z.looseObject({ ticket });
export const doctored = z.looseObject({ findings: z.array(finding) });
export const anything = z.looseObject({});

export const faultAnswer = z.strictObject({
  error: z.strictObject({
    code: z.string().regex(/^[a-z0-9-]+$/),
    message: z.string().min(1),
    where: z.string().nullish(),
    hint: z.string().nullish(),
    card: z
      .strictObject({
        class: z.string().min(1),
        cause: z.string().min(1),
        next: z.array(z.string().min(1)),
        recheck: z.string().startsWith("docket "),
      })
      .optional(),
  }),
});

export type Shown = z.infer<typeof ticket>;
export type Found = z.infer<typeof finding>;
