import type { Op } from "./op.ts";

/** Loads one verb. Each is an import of its own, so that a call pays for the verb it names and for no other. */
export type LoadOp = () => Promise<Op>;

/** Every verb of the product: one line each, in the order in which help shows them. */
export const verbs: Readonly<Record<string, LoadOp>> = {};

/** Other names that people try first. */
export const aliases: Readonly<Record<string, string>> = {};
