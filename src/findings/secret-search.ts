import { posix } from "node:path";
import { pemKeys } from "./_pem-keys.ts";
import { puttyKeys } from "./_putty-keys.ts";

export interface SecretSpot {
  readonly start: number;
  readonly end: number;
  /** Such as `github token`. */
  readonly kind: string;
  /** The secret itself where it is written in a way of its own, such as a key cut into texts: the same however it is written. */
  readonly value?: string;
}

export type Search = (text: string, path: string) => Promise<readonly SecretSpot[]>;

/**
 * Gives a search by secretlint's rules. They are loaded when the first search is made: that costs as much as starting the program.
 * They are run here, and not by secretlint's own core: that notes each step in the process's timeline and never takes it out, so a
 * process that stays would grow and become slower with each search.
 */
export async function secretSearch(): Promise<Search> {
  const { rules } = await import("@secretlint/secretlint-rule-preset-recommend");
  // Without the rule by which a comment in the file switches the others off: the branch under test has no say.
  const own = rules.filter(({ meta }) => !meta.id.endsWith("filter-comments"));
  return async (text, path) => {
    const spots: SecretSpot[] = [...pemKeys(text), ...puttyKeys(text)];
    const context = contextFor(spots);
    for (const rule of own) {
      const options = rule.meta.id.endsWith("-aws") ? { enableIDScanRule: true } : {};
      await rule.create(context, options).file?.(sourceOf(text, path));
    }
    return distinct(spots);
  };
}

/** In their order; two rules that mean the same place say one thing, and what is read whole comes before its parts. */
function distinct(spots: readonly SecretSpot[]): readonly SecretSpot[] {
  let upTo = -1;
  return spots
    .toSorted((a, b) => a.start - b.start || b.end - a.end)
    .filter(({ end }) => {
      const isNew = end > upTo;
      upTo = Math.max(upTo, end);
      return isNew;
    });
}

type Rule = Awaited<typeof import("@secretlint/secretlint-rule-preset-recommend")>["rules"][number];
type Context = Parameters<Rule["create"]>[0];
type Source = Parameters<NonNullable<ReturnType<Rule["create"]>["file"]>>[0];

/** What a rule says about a place holds the secret, so only its kind and its range are taken. */
function contextFor(spots: SecretSpot[]): Context {
  return {
    sharedOptions: {},
    createTranslator: () => (messageId) => ({ message: "", messageId: String(messageId), data: undefined }),
    ignore: () => undefined,
    report: ({ message, range }) => spots.push({ start: range[0], end: range[1], kind: kindOf(message.messageId) }),
  };
}

/** No rule that is used asks for lines and columns: they are about comments that switch rules off. */
function sourceOf(content: string, filePath: string): Source {
  const start = { line: 1, column: 0 };
  return {
    ...{ hasBOM: false, content, filePath, physicalFilePath: undefined, contentType: "text" },
    // A rule for key stores would read the file itself, from wherever the program happens to run.
    ext: posix.extname(filePath) === ".p12" ? "" : posix.extname(filePath),
    getFilePath: () => filePath,
    getPhysicalFilePath: () => undefined,
    locationToRange: () => [0, 0],
    rangeToLocation: () => ({ start, end: start }),
    positionToIndex: () => 0,
    indexToPosition: () => start,
  };
}

/** `GITHUB_TOKEN` and `AWSAccessKeyID` in plain words. */
const kindOf = (messageId: string): string =>
  messageId
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .replaceAll("_", " ")
    .toLowerCase();
