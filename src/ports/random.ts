/** Chance. Ids are derived from it, so a seeded twin makes runs repeatable. */
export interface Random {
  bytes(count: number): Uint8Array;
}
