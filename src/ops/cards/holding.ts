import type { CardClass } from "./card.ts";

/** Cause and way out of each code of this class; docs/troubleshooting.md says the same. */
export const holding: CardClass = {
  name: "Naming and holding",
  recheck: "docket status",
  cards: {
    "order-not-named": {
      cause: "No order was named, and this is not the checkout of one.",
      next: ["Name the order or its ticket, or call from its checkout."],
    },
    "order-not-found": {
      cause: "There is no such order, and no ticket of that id has one.",
      next: ["`docket status`; for ended orders the folder `orders/` of the backlog."],
    },
    "order-broken": {
      cause: "The record `order.yaml` cannot be read. It is never overwritten.",
      next: ["Mend the file by hand; git has its earlier versions."],
    },
    "order-not-running": { cause: "The order has ended already.", next: ["`docket take` begins a new attempt."] },
    "order-not-finished": { cause: "Only finished work is merged.", next: ["`docket finish ID` first."] },
    "proofs-used-up": {
      cause: "The proof of this attempt failed `orders.maxFailedVerifies` times.",
      next: [
        "`docket finish ID --result failed --reason TEXT`, or a person allows more: `docket requeue ID --reason TEXT` ([gates](gates.md)).",
      ],
    },
    "order-not-failed": {
      cause: "There is no failed attempt to forgive, and no proof that failed too often.",
      next: ["Nothing to do."],
    },
    "not-the-holder": {
      cause: "The claim belongs to another order or holder now.",
      next: ["Ask them, or a person takes it over: `docket take --over ID`."],
    },
    "worktree-gone": {
      cause: "The checkout of a running order was moved or deleted.",
      next: [
        "Put it back, or let `docket reconcile` look ([operations](operations.md)); commits are on the order's branch.",
      ],
    },
    "off-branch": {
      cause: "The checkout stands on another branch than its order's, or on none.",
      next: ["`git switch` back to the order's branch; `docket status` names it."],
    },
    "reason-needed": { cause: "Giving work back or overruling something needs a reason.", next: ["`--reason TEXT`."] },
  },
};
