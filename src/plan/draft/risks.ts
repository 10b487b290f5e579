import { keywordsIn } from "../../evidence/estimate/keywords.ts";
import { wordsReason } from "../../evidence/estimate/points.ts";
import { type ChosenFile, isDeclaration } from "./choose-files.ts";
import { WEAKNESSES, type Wish } from "./wish.ts";

export interface Tag {
  readonly label: "ARCH" | "SECURITY";
  readonly reason: string;
}

const TAGS: readonly (readonly [Tag["label"], readonly string[]])[] = [
  [
    "ARCH",
    [
      "architecture",
      "refactor",
      "migrate",
      "redesign",
      "schema change",
      "breaking change",
      "api contract",
      "data model",
    ],
  ],
  [
    "SECURITY",
    [
      ...[
        "auth",
        "authentication",
        "authorization",
        "authorisation",
        "authenticate",
        "authorize",
        "oauth",
        "sso",
        "login",
      ],
      ...[
        "sign in",
        "permission",
        "token",
        "secret",
        "encrypt",
        "xss",
        "injection",
        "vulnerability",
        "password",
        "csrf",
      ],
      ...["credential", ...WEAKNESSES],
    ],
  ],
];

/** Labels that a wish earns by whole words, by its intent, or by what it takes away. */
export function tagsOf({ sentence, details, intent, verb }: Wish, files: readonly ChosenFile[]): readonly Tag[] {
  const byWords = TAGS.flatMap(([label, words]): readonly Tag[] => {
    const found = keywordsIn(`${sentence}\n${details}`, words);
    return found.length === 0 ? [] : [{ label, reason: wordsReason(found) }];
  });
  const has = (label: Tag["label"]): boolean => byWords.some((one) => one.label === label);
  const published = files.find(({ path, found }) => found !== undefined && "name" in found.by && isDeclaration(path));
  return [
    ...byWords,
    ...(intent === "secure" && !has("SECURITY")
      ? [{ label: "SECURITY" as const, reason: `it begins with "${verb ?? ""}"` }]
      : []),
    ...(intent === "remove" && published !== undefined && !has("ARCH")
      ? [{ label: "ARCH" as const, reason: `${published.path} promises to others what is taken away` }]
      : []),
  ];
}

const PREFLIGHT: readonly (readonly [string, readonly string[]])[] = [
  ["permission", ["permission", "role", "authorization", "authorisation", "admin"]],
  ["session", ["session", "login", "sign in", "sso", "oauth", "session cookie"]],
  ["persistence", ["persist", "persistence", "database", "storage", "data model", "schema"]],
  ["public API", ["public api", "api contract", "breaking change", "deprecate", "export"]],
  ["security", ["security", "secret", "token", "password", ...WEAKNESSES]],
  ["migration", ["migrate", "migration"]],
  ["several designs", ["redesign", "architecture", "alternatives", "rethink", "trade-off"]],
  ["profile", ["profile", "account", "personal data"]],
];

/** What makes it wise that a person looks before work begins; each with the words that say so. */
export function preflightOf(wish: Wish, files: readonly ChosenFile[]): readonly string[] {
  const byWords = PREFLIGHT.flatMap(([name, words]) => {
    const found = keywordsIn(`${wish.sentence}\n${wish.details}`, words);
    return found.length === 0 ? [] : [`${name}: ${wordsReason(found)}`];
  });
  const removed = wish.intent === "remove" || /^rename$/i.test(wish.verb ?? "");
  const exported = files.flatMap(({ found }) =>
    found !== undefined && "name" in found.by && found.symbols.some(({ exported: isOut }) => isOut)
      ? [found.by.name]
      : [],
  );
  const isPublic = removed && exported.length > 0 && !byWords.some((one) => one.startsWith("public API"));
  return isPublic
    ? [...byWords, `public API: ${exported.join(", ")} is exported and goes or changes its name`]
    : byWords;
}
