/** What a model costs, in US dollars for a million tokens. */
export interface Price {
  readonly model: string;
  readonly inputUsd: number;
  readonly outputUsd: number;
  /** The day of the announcement that names it. */
  readonly asOf: string;
  readonly source: string;
}

const NEWS = "https://www.anthropic.com/news";

/** List prices without discounts for caches or batches. Prices change: each row says since when it is known. */
export const PRICES: readonly Price[] = [
  { model: "claude-opus-4-5", inputUsd: 5, outputUsd: 25, asOf: "2025-11-24", source: `${NEWS}/claude-opus-4-5` },
  { model: "claude-haiku-4-5", inputUsd: 1, outputUsd: 5, asOf: "2025-10-15", source: `${NEWS}/claude-haiku-4-5` },
  { model: "claude-sonnet-4-5", inputUsd: 3, outputUsd: 15, asOf: "2025-09-29", source: `${NEWS}/claude-sonnet-4-5` },
  { model: "claude-opus-4", inputUsd: 15, outputUsd: 75, asOf: "2025-05-22", source: `${NEWS}/claude-4` },
  { model: "claude-sonnet-4", inputUsd: 3, outputUsd: 15, asOf: "2025-05-22", source: `${NEWS}/claude-4` },
  {
    model: "claude-haiku-3-5",
    inputUsd: 0.8,
    outputUsd: 4,
    asOf: "2024-12-03",
    source: `${NEWS}/trainium2-and-distillation`,
  },
];

/** The price of a model, by its name or a longer one that begins with it (`claude-opus-4-5-20251101`). */
export function priceOf(model: string): Price | undefined {
  const fits = PRICES.filter((price) => model === price.model || model.startsWith(`${price.model}-`));
  return fits.toSorted((a, b) => b.model.length - a.model.length)[0];
}

/** The model that an alias stands for as long as no list of models says otherwise. */
const TIERS: Readonly<Record<string, string>> = {
  cheap: "claude-haiku-4-5",
  balanced: "claude-sonnet-4-5",
  frontier: "claude-opus-4-5",
};

/** The price behind an alias; `free` costs nothing, and what nobody knows has no price. */
export function priceOfTier(tier: string): Price | undefined {
  if (tier === "free") return { model: "free", inputUsd: 0, outputUsd: 0, asOf: "always", source: "none" };
  const model = TIERS[tier];
  return model === undefined ? undefined : priceOf(model);
}
