import type { Configs } from "./_configs.ts";
import type { Places } from "./_places.ts";

/** What finding an import needs to know of the checkout. */
export interface Lookup {
  readonly places: Places;
  readonly configs: Configs;
}
