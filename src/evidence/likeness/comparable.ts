/** What is compared: an atom, a group of atoms, a ticket, a pull request. */
export interface Comparable {
  readonly title: string;
  /** Everything else that is said about it. */
  readonly text: string;
  /** Paths and other names that place it. */
  readonly anchors: readonly string[];
  /** Ids of the evidence it stands on. */
  readonly evidence: readonly string[];
  /** A name for the same thing that its owner gives; those with the same one are always compared. */
  readonly fingerprint?: string;
}

/** How alike two of them are, each part from 0 to 1 but the count of evidence. */
export interface Likeness {
  /** The same words in the same order, white space and case aside. */
  readonly exact: boolean;
  /** Of the texts: (cosine + 1) / 2. */
  readonly embedding: number;
  /** Jaccard index of the words of the titles. */
  readonly title: number;
  /** Jaccard index of the anchors. */
  readonly anchors: number;
  /** Pieces of evidence that both stand on. */
  readonly evidence: number;
  readonly overall: number;
}
