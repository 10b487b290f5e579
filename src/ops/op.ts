import type { World } from "../ports/world.ts";
import type { Result } from "../std/result.ts";

/** One input of an op, as plain data: a small subset of JSON Schema plus how the command line spells it. */
export interface Field {
  readonly type: "string" | "integer" | "number" | "boolean" | "strings";
  readonly describe: string;
  readonly required?: true;
  readonly default?: string | number | boolean;
  /** The values allowed; anything else is refused with the nearest one as a hint. */
  readonly values?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  /** Place among the bare arguments: 0 is the first. A `strings` field takes all that are left. */
  readonly position?: number;
  /** One-letter flag. */
  readonly short?: string;
  /** Name of the flag where it differs from the input's name in kebab-case. */
  readonly flag?: string;
  /** Word shown for the value in help: `--label <name>`. */
  readonly word?: string;
  /** `-` on the command line means standard input. */
  readonly stdin?: true;
  /** Left out of the tool for agents. */
  readonly cliOnly?: true;
}

export type Fields = Readonly<Record<string, Field>>;

interface FieldTypes {
  string: string;
  integer: number;
  number: number;
  boolean: boolean;
  strings: readonly string[];
}

/** The type of a field's value; where the field lists its values, just these. */
export type ValueOf<F extends Field> = F extends { type: "string"; values: readonly (infer Value extends string)[] }
  ? Value
  : FieldTypes[F["type"]];

type Given<F extends Field> = F extends { required: true } | { default: string | number | boolean } ? true : false;

/** The typed input that a table of fields describes. */
export type InputOf<F extends Fields> = {
  readonly [K in keyof F as Given<F[K]> extends true ? K : never]: ValueOf<F[K]>;
} & {
  readonly [K in keyof F as Given<F[K]> extends true ? never : K]?: ValueOf<F[K]> | undefined;
};

/** What every op gets beside its own input, whichever door it came through. */
export interface Call {
  /** Folder the caller is in; the backlog is found from here. */
  readonly cwd: string;
  /** `--as`, or what the environment says; git's user when absent. */
  readonly as: string | undefined;
  /** How the caller is taken when nothing says whether it is a person or an agent. */
  readonly door: "person" | "agent";
  /** Decide and say what would happen, write nothing. */
  readonly dryRun: boolean;
}

/** Input of an op before it is checked, as a door has it. */
export type RawInput = Readonly<Record<string, unknown>>;

/** A question that a door asks a person who sits before it. */
export interface DialogQuestion {
  readonly text: string;
  /** What is taken when nothing is answered. */
  readonly otherwise: string;
  /** What the op is called with for an answer, beside all it was called with before. */
  readonly inputFor: (answer: string) => RawInput;
}

/** One of several ways to go on; the first is offered first. */
export interface Choice {
  /** The word to type; its first letter is enough. */
  readonly word: string;
  /** Another word for it, that is not shown. */
  readonly also?: string;
  readonly says: string;
  readonly does:
    | { readonly call: RawInput }
    /** The person is asked, and the op is called with the answers. */
    | { readonly ask: readonly DialogQuestion[] }
    /** The person edits a text, and the op is called with it. */
    | { readonly edit: { readonly name: string; readonly text: string }; readonly inputFor: (text: string) => RawInput }
    /** Nothing more is done; the words say how things stand. */
    | { readonly leave: string };
}

/** What a person is asked after an answer, as data. Whatever they say becomes input of another call, so no door has rules (I14). */
export interface Dialog {
  /** Said before the first question: how the wish was understood. */
  readonly lead: readonly string[];
  readonly questions: readonly DialogQuestion[];
  readonly choices: readonly Choice[];
}

/** One verb: what a person or an agent can ask for. Command, tool, board route and reference are all made from this record. */
export interface Op<F extends Fields = Fields, Output = unknown> {
  readonly name: string;
  /** One sentence in the imperative, shown in lists of commands. */
  readonly summary: string;
  /** More, for `--help`: one or two short paragraphs. */
  readonly about?: string;
  /** Whole command lines that work; executed in a test. */
  readonly examples: readonly string[];
  readonly group: "tickets" | "plan" | "work" | "backlog";
  /** Called by programs, not by people: left out of lists of commands. */
  readonly hidden?: true;
  readonly effect: "read" | "write" | "run";
  /** What one call does, where some inputs do more than the others; an input of that kind is none for agents. */
  effectOf?(input: InputOf<F>): "read" | "write" | "run";
  /** Description for agents when the op is one of their tools (at most 15 in the product); absent: not a tool. */
  readonly tool?: string;
  readonly input: F;
  run(world: World, call: Call, input: InputOf<F>): Promise<Result<Output>>;
  /** Says whether an output holds findings (exit code 1); without it an answer is always exit code 0. Pure. */
  exitOf?(output: Output): "ok" | "findings";
  /** What is to be asked before more is done; nothing where all is done or nobody is to be asked. Only doors with a person before them ask. */
  dialog?(output: Output, world: Pick<World, "environment">): Dialog | undefined;
}

/** Declares an op; the identity function, there for its types. */
export const op = <const F extends Fields, Output>(record: Op<F, Output>): Op<F, Output> => record;

/** The op as it acts in one call: its effect is what these inputs make of it. */
export const asCalled = (called: Op, input: InputOf<Fields>): Op => ({
  ...called,
  effect: called.effectOf?.(input) ?? called.effect,
});
