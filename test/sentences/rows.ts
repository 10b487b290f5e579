/** What a careful engineer would want of the draft for one sentence, section by section. Written before the drafts were looked at. */
export interface Expected {
  /** Drafting was mended by what the tuned ones show; the held-out ones were only counted. */
  readonly half: "tuned" | "held out";
  readonly sentence: string;
  readonly kind: string;
  readonly labels: readonly string[];
  /** Files that must be among the affected; none where nobody can know and a question must be asked. */
  readonly files: readonly string[];
  /** Files that may be there as well; their tests always may. */
  readonly also: readonly string[];
  /** Names of definitions that the draft must point at. */
  readonly symbols: readonly string[];
  /** What the sentence demands: of each group a word must stand in the outcome of a criterion. */
  readonly demands: readonly (readonly string[])[];
  /** Words of criteria that would be about something else. */
  readonly unfit: readonly string[];
  /** Where its test belongs: one of these; none where any new place will do. */
  readonly tests: readonly string[];
}

/** An open ticket that lies in the backlog already: whoever touches its file must be told. */
export interface Planted {
  readonly title: string;
  readonly file: string;
}

const list = (text = ""): readonly string[] =>
  text
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "" && one !== "-" && one !== "?");

/** Reads the table below each code base; its columns are named there. */
export const rows = (text: string): readonly Expected[] =>
  text
    .trim()
    .split("\n")
    .map((line) => {
      const [half, sentence = "", kind = "", labels, files, also, symbols, demands = "", unfit, tests] =
        line.split(" | ");
      return {
        half: half === "T" ? "tuned" : "held out",
        ...{ sentence, kind, labels: list(labels), files: list(files), also: list(also), symbols: list(symbols) },
        demands: demands.split(",").map((group) => group.trim().split("/")),
        ...{ unfit: list(unfit), tests: list(tests) },
      };
    });
