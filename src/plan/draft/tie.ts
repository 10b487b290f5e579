/** What an item of a plan has to do with another one of the same plan. */
export interface Tie {
  /** Place of the other one. */
  readonly place: number;
  /**
   * `same`: it says the same as an earlier one. `first`: the other makes what this one works on. `against`: the other takes that away.
   * `shares`: both work on it, in any order.
   */
  readonly kind: "same" | "first" | "against" | "shares";
  readonly reason: string;
  /** The file or the name that ties them; none where they say the same. */
  readonly what?: string;
}

/** A tie as a draft tells of it. */
export interface Among extends Tie {
  readonly title: string;
}
