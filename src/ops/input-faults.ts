import { faultKind } from "../std/fault.ts";

interface AtInput {
  /** The input as the door spells it: `--limit` on the command line, `limit` elsewhere. */
  readonly name: string;
}

export const inputUnknown = faultKind<AtInput & { readonly nearest: string | undefined; readonly known: string }>({
  code: "input-unknown",
  exit: "usage",
  summary: "An input was given that the verb does not have.",
  message: ({ name }) => `there is no input ${name}`,
  where: ({ name }) => name,
  hint: ({ nearest, known }) => (nearest === undefined ? `known are: ${known}` : `did you mean ${nearest}?`),
});

export const inputMissing = faultKind<
  AtInput & { readonly describe: string; readonly values: readonly string[] | undefined }
>({
  code: "input-missing",
  exit: "usage",
  summary: "An input that the verb cannot do without was not given.",
  message: ({ name }) => `${name} is missing`,
  where: ({ name }) => name,
  hint: ({ name, describe, values }) =>
    `${name}: ${describe}${values === undefined ? "" : ` One of ${values.join(", ")}.`}`,
});

export const inputType = faultKind<AtInput & { readonly wanted: string; readonly got: string }>({
  code: "input-type",
  exit: "usage",
  summary: "An input is not of the type that the verb takes.",
  message: ({ name, wanted, got }) => `${name} takes ${wanted}, not ${got}`,
  where: ({ name }) => name,
});

export const inputValue = faultKind<
  AtInput & { readonly got: string; readonly nearest: string | undefined; readonly values: readonly string[] }
>({
  code: "input-value",
  exit: "usage",
  summary: "An input is none of the values that are allowed.",
  message: ({ name, got }) => `${name} cannot be ${got}`,
  where: ({ name }) => name,
  hint: ({ nearest, values }) => {
    const all = `it is one of ${values.join(", ")}`;
    return nearest === undefined ? all : `did you mean ${nearest}? ${all}`;
  },
});

export const inputRange = faultKind<AtInput & { readonly got: number; readonly range: string }>({
  code: "input-range",
  exit: "usage",
  summary: "A number is smaller or larger than the verb takes.",
  message: ({ name, got, range }) => `${name} must be ${range}, not ${got}`,
  where: ({ name }) => name,
});

export const inputTooLarge = faultKind<AtInput & { readonly limit: string }>({
  code: "input-too-large",
  exit: "usage",
  summary: "A text or a list in the input is larger than Docket takes.",
  message: ({ name, limit }) => `${name} is larger than ${limit}`,
  where: ({ name }) => name,
  hint: () => "move large material into a file of its own and refer to it with --ref",
});

export const inputBroken = faultKind<AtInput>({
  code: "input-broken",
  exit: "usage",
  summary: "A text in the input holds NUL or is not valid Unicode.",
  message: ({ name }) => `${name} holds NUL or broken Unicode`,
  where: ({ name }) => name,
});

/** Every fault of the input check; the reference in docs/ is made from this. */
export const inputFaults = [
  inputUnknown,
  inputMissing,
  inputType,
  inputValue,
  inputRange,
  inputTooLarge,
  inputBroken,
] as const;
