import type { Order } from "../store/orders/schema.ts";

/** What merging needs of an order, as plain data for the journal. */
export type MergeOrder = Readonly<Pick<Order, "id" | "ticket" | "title" | "base" | "branch" | "worktree">> & {
  /** Names the taking: who was overtaken meanwhile has another. */
  readonly taking: string;
};
