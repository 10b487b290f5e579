/** A plan beyond this is a finding, not read. */
export const MAX_PLAN_BYTES = 4_000_000;
/** How deep plans that were put away may lie below their folder. */
export const MAX_FOLDERS_DOWN = 16;
