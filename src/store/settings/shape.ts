/** Who reads a setting. What is not built yet says so in the reference. */
export const readers = {
  store: { summary: "the backlog on disk", built: true },
  tickets: { summary: "making and editing tickets", built: true },
  doctor: { summary: "docket doctor", built: true },
  orders: { summary: "work orders: claim, worktree, gates, integrate", built: true },
  discovery: { summary: "docket discover", built: true },
  ranking: { summary: "docket rank, and the order of ready, next, take and run", built: true },
  planning: { summary: "docket waves, route and split", built: true },
  plan: { summary: "checks and readiness", built: false },
  agents: { summary: "agents and reviews", built: false },
  asking: { summary: "questions to a model, where one is configured", built: true },
  models: { summary: "calls to language models", built: false },
  audit: { summary: "audits of the code", built: false },
} as const;

export type Reader = keyof typeof readers;

interface Leaf {
  /** One sentence for the reference. */
  readonly about: string;
  /** Where it differs from the reader of the group around it. */
  readonly readBy?: Reader;
  /** Must be there; only inside the entries of a list. */
  readonly required?: true;
}

export interface Text extends Leaf {
  readonly is: "text";
  readonly default?: string;
  /** The only values allowed. */
  readonly values?: readonly string[];
  /** Source of a regular expression that the whole value has to match. */
  readonly pattern?: string;
}

export interface Quantity extends Leaf {
  readonly is: "integer" | "number";
  readonly default?: number;
  readonly min?: number;
  readonly max?: number;
}

export interface Flag extends Leaf {
  readonly is: "flag";
  readonly default?: boolean;
}

export interface Texts extends Leaf {
  readonly is: "texts";
  readonly default: readonly string[];
  readonly values?: readonly string[];
}

export interface Group extends Leaf {
  readonly is: "group";
  readonly keys: Readonly<Record<string, Shape>>;
  /** Unknown keys are somebody else's: kept in the file, no finding. */
  readonly open?: true;
}

/** A list of records, such as routing rules. */
export interface ListOf extends Leaf {
  readonly is: "list";
  readonly of: Group;
}

/** Records under names that the user chooses, such as extra kinds. */
export interface MapOf extends Leaf {
  readonly is: "map";
  readonly of: Group | Text | Texts | Quantity;
}

/** One place in a YAML file, as plain data: reader, defaults, JSON Schema and reference are all made from it. */
export type Shape = Text | Quantity | Flag | Texts | Group | ListOf | MapOf;

type Always<S, V> = S extends { default: unknown } | { required: true } ? V : V | undefined;

/** The typed value that a shape describes. Entries of a list also carry the line they begin at. */
export type ValueOf<S> = S extends { is: "group"; keys: infer K }
  ? { readonly [N in keyof K]: ValueOf<K[N]> }
  : S extends { is: "list"; of: infer O }
    ? readonly (ValueOf<O> & { readonly line: number })[]
    : S extends { is: "map"; of: infer O }
      ? Readonly<Record<string, ValueOf<O>>>
      : S extends { is: "texts" }
        ? readonly string[]
        : S extends { is: "flag" }
          ? Always<S, boolean>
          : S extends { is: "integer" | "number" }
            ? Always<S, number>
            : S extends { is: "text"; values: readonly (infer V)[] }
              ? Always<S, V>
              : Always<S, string>;
