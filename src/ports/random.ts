/** Chance. Ids are derived from it, so a seeded twin makes runs repeatable. */
export interface Random {
  /** New bytes, each value equally likely, that belong to the caller; a seeded series is the same in whatever portions it is asked for. */
  bytes(count: number): Uint8Array;
}
