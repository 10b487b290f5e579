import { faultKind } from "../std/fault.ts";

const maybe = (nearest: string | undefined, otherwise: string): string =>
  nearest === undefined ? otherwise : `did you mean ${nearest}?`;

interface Misspelt {
  readonly given: string;
  readonly nearest: string | undefined;
}

export const verbUnknown = faultKind<Misspelt>({
  code: "verb-unknown",
  exit: "usage",
  summary: "The first word on the command line is no command.",
  message: ({ given }) => `there is no command ${given}`,
  hint: ({ nearest }) => maybe(nearest === undefined ? undefined : `docket ${nearest}`, "docket help lists them all"),
});

export const flagUnknown = faultKind<Misspelt & { readonly help: string }>({
  code: "flag-unknown",
  exit: "usage",
  summary: "A flag was given that the command does not have.",
  message: ({ given }) => `there is no flag ${given}`,
  where: ({ given }) => given,
  hint: ({ nearest, help }) => maybe(nearest, `${help} lists the flags`),
});

export const flagTooEarly = faultKind<{ readonly given: string }>({
  code: "flag-too-early",
  exit: "usage",
  summary: "A flag of one command stands before the command's name.",
  message: ({ given }) => `${given} is no flag of docket itself`,
  where: ({ given }) => given,
  hint: () => "flags of one command come after its name: docket list --limit 5",
});

export const flagWithoutValue = faultKind<{
  readonly flag: string;
  readonly next: string | undefined;
  readonly values: readonly string[] | undefined;
}>({
  code: "flag-without-value",
  exit: "usage",
  summary: "A flag that takes a value stands without one.",
  message: ({ flag }) => `${flag} needs a value`,
  where: ({ flag }) => flag,
  hint: ({ flag, next, values }) => {
    if (values !== undefined) return `it is one of ${values.join(", ")}`;
    return next === undefined ? undefined : `if ${next} is meant as the value, write ${flag}=${next}`;
  },
});

export const flagWithValue = faultKind<{ readonly flag: string; readonly value: string }>({
  code: "flag-with-value",
  exit: "usage",
  summary: "A flag that is only on or off was given another value.",
  message: ({ flag, value }) => `${flag} is on or off and takes no value "${value}"`,
  where: ({ flag }) => flag,
});

export const argumentUnexpected = faultKind<{ readonly given: string; readonly usage: string }>({
  code: "argument-unexpected",
  exit: "usage",
  summary: "There are more bare words on the command line than the command takes.",
  message: ({ given }) => `did not expect "${given}"`,
  where: ({ given }) => given,
  hint: ({ usage }) => `usage: ${usage} (text of several words needs quotes)`,
});

export const folderMissing = faultKind<{ readonly dir: string }>({
  code: "folder-missing",
  exit: "usage",
  summary: "The folder named with -C is not there.",
  message: ({ dir }) => `there is no folder ${dir}`,
  where: () => "-C",
});

export const fieldsUnknown = faultKind<Misspelt & { readonly known: string }>({
  code: "fields-unknown",
  exit: "usage",
  summary: "A name given with --fields is no field of the answer, and is close to one that is.",
  message: ({ given }) => `no field ${given} in the answer`,
  where: () => "--fields",
  hint: ({ nearest, known }) => maybe(nearest, `there are: ${known}`),
});

export const stdinTwice = faultKind<{ readonly flags: string }>({
  code: "stdin-twice",
  exit: "usage",
  summary: "Two inputs were both to be read from standard input.",
  message: ({ flags }) => `only one of ${flags} can be read from standard input`,
  where: ({ flags }) => flags,
});

/** Every fault of the command line; the reference in docs/ is made from this. */
export const cliFaults = [
  verbUnknown,
  flagUnknown,
  flagTooEarly,
  flagWithoutValue,
  flagWithValue,
  argumentUnexpected,
  folderMissing,
  fieldsUnknown,
  stdinTwice,
] as const;
