import type { ItemSaid } from "./_plan-told.ts";

/** One piece of work of a plan. */
export interface PlanItem {
  readonly text: string;
  readonly line: number;
  /** Headings above it, outermost first. */
  readonly under: readonly string[];
  readonly details: string;
  /** Criteria that the plan itself gives. */
  readonly criteria: readonly string[];
  /** Place of the item that it is nested in. */
  readonly parent?: number;
  /** Places of the items that come first. */
  readonly after: readonly number[];
  /** What it says it waits for and no other item is. */
  readonly lost: readonly string[];
  /** What the plan says of it in fields or columns, or by "may". */
  readonly said?: ItemSaid;
}
