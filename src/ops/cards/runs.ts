import type { CardClass } from "./card.ts";

/** Cause and way out of each code of this class; docs/troubleshooting.md says the same. */
export const runs: CardClass = {
  name: "Runs",
  recheck: "docket reconcile",
  cards: {
    "run-held": { cause: "Another process drives this very run.", next: ["Wait for it."] },
    "run-unknown": { cause: "There is no run of that id.", next: [] },
    "run-id-invalid": { cause: "An id of a run is a plain name.", next: ["Letters, digits, dots, dashes."] },
    "run-differs": { cause: "The id belongs to a run of something else.", next: ["Another id."] },
    "run-version-changed": {
      cause: "It was begun by another version of Docket, whose steps may differ.",
      next: ["`docket reconcile --apply` ends it; what it had done stays, and the ticket can be taken again."],
    },
    "run-diverged": {
      cause: "The steps are others than those recorded: a fault of the program.",
      next: ["Please report it; then as above."],
    },
    "run-damaged": {
      cause: "Its journal was changed by something else. Nothing of it is played again.",
      next: ["As above; the file stays for whoever looks into it."],
    },
    "run-cancelled": { cause: "It was cancelled; it only undid what it had done.", next: ["Begin anew."] },
    "run-ended": { cause: "It has ended: no signal reaches it.", next: [] },
    "run-not-ended": { cause: "It is under way and cannot be forgotten.", next: ["Let it end."] },
    "run-value-too-large": { cause: "A step gave more than is recorded.", next: ["Please report it."] },
    "run-too-long": { cause: "Its journal is full.", next: ["Begin anew."] },
    "run-mailbox-full": { cause: "More signals came than it takes.", next: ["Wait until it has read them."] },
  },
};
