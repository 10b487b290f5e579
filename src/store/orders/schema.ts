import type { Group, ValueOf } from "../settings/shape.ts";

/** The states of a work order: one attempt at a ticket. */
const ORDER_STATES = ["pending", "running", "done", "failed", "partial"] as const;

const OBJECT_ID = "[0-9a-f]{40}|[0-9a-f]{64}";

/** The record of a work order: `orders/WO-…/order.yaml`. Reader and JSON Schema are made from it. */
export const orderSchema = {
  is: "group",
  about: "One attempt at a ticket.",
  open: true,
  keys: {
    version: { is: "integer", default: 1, min: 1, max: 1, about: "Version of this file's format." },
    id: {
      is: "text",
      required: true,
      pattern: "WO-[a-z0-9]{1,32}-[a-z0-9]{2,8}",
      about: "`WO-`, the ticket's part, two characters.",
    },
    ticket: {
      is: "text",
      required: true,
      pattern: "[A-Z][A-Z0-9]{0,15}-[a-z0-9]{1,32}",
      about: "The ticket it works on.",
    },
    title: { is: "text", default: "", about: "The ticket's title when it was taken." },
    attempt: { is: "integer", default: 1, min: 1, about: "The how-manieth attempt at the ticket." },
    state: { is: "text", required: true, values: ORDER_STATES, about: "Where the attempt stands." },
    owner: { is: "text", required: true, about: "Who holds it." },
    holder: { is: "text", default: "person", values: ["person", "engine"], about: "A person, or a program that runs." },
    token: { is: "integer", default: 1, min: 1, about: "Generation of the claim: it only grows." },
    base: { is: "text", required: true, about: "Branch the work is merged into." },
    base_commit: { is: "text", required: true, pattern: OBJECT_ID, about: "The base when the order was taken." },
    branch: { is: "text", required: true, about: "Branch the work is done on." },
    worktree: { is: "text", required: true, about: "Its checkout, from the main checkout's root." },
    dod: { is: "text", default: "DOD-DEFAULT", about: "Definition of Done it is judged by." },
    port: { is: "integer", min: 1, max: 65_535, about: "First port of its own block." },
    started_at: { is: "text", about: "When it was taken, UTC." },
    finished_at: { is: "text", about: "When it ended, UTC." },
    result: { is: "text", values: ["done", "failed", "partial"], about: "How it ended." },
    reason: { is: "text", about: "Why it ended so." },
    failed_verifies: { is: "integer", default: 0, min: 0, about: "How often its proof did not pass." },
    verified_at_sha: { is: "text", pattern: OBJECT_ID, about: "The commit that was proven." },
    merged_at_sha: { is: "text", pattern: OBJECT_ID, about: "The commit of the base that holds the work." },
  },
} as const satisfies Group;

/** One work order as a value. */
export type Order = ValueOf<typeof orderSchema>;
