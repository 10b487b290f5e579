import type { Atom } from "../evidence/atom.ts";
import type { Severity } from "../evidence/sighting.ts";
import { type Search, type SecretSpot, secretSearch } from "../findings/secret-search.ts";
import type { Result } from "../std/result.ts";
import { LEFT_OUT_OF_SECRETS } from "./_files-globs.ts";
import { SECRET_FILES_A_TURN, SECRET_OVERLAP_CHARS } from "./_files-limits.ts";
import { lookIntoFiles } from "./_files-look.ts";
import type { OpenParts } from "./_files-parts.ts";
import { type Raw, shortHash } from "./_files-sighting.ts";
import { isExample } from "./_secrets-examples.ts";
import type { Advice, Look, Seen, Source } from "./source.ts";

/** Tokens, keys and passwords in the files of the checkout. What is kept says where and of what kind, never what it is. */
export const secrets: Source = {
  name: "secrets",
  summary: "Tokens, keys and passwords in files",
  applies: () => Promise.resolve({ applies: true }),
  collect,
  group: ({ place, identity }) => place?.path ?? identity.subject,
  advise,
};

/** Raised with every change of what is seen in a file, another version of the rules included. */
const READER = 3;

function collect(look: Look): Promise<Result<Seen>> {
  let loaded: Promise<Search> | undefined;
  const search: Search = async (text, path) => {
    loaded ??= secretSearch();
    const found = await (await loaded)(text, path);
    return found.filter((spot) => !isExample(spot, text.slice(spot.start, spot.end)));
  };
  return lookIntoFiles(look, {
    version: READER,
    wanted: { leftOut: LEFT_OUT_OF_SECRETS },
    filesATurn: SECRET_FILES_A_TURN,
    each: async (path, text) => {
      const spots = await search(text, path);
      return { raws: spots.map((spot) => rawOf(path, text, spot)), isWhole: true };
    },
    parts: partsFor(search),
  });
}

/** A secret belongs to the part in which it begins; the overlap behind that part holds its end. */
export function partsFor(search: Search): OpenParts {
  return (path) =>
    async ({ text, from, edge }) => {
      const upTo = edge === "last" ? text.length : Math.max(from, text.length - SECRET_OVERLAP_CHARS);
      const spots = (await search(text, path)).filter(({ start }) => from <= start && start < upTo);
      return { raws: spots.map((spot) => rawOf(path, text, spot)), isWhole: true, upTo };
    };
}

/** A password in an address is often an example; a token is one because of its form. */
const OFTEN_EXAMPLES = /basic auth|connection|password|database/;

function rawOf(path: string, text: string, { start, end, kind, value }: SecretSpot): Raw {
  const secret = value ?? text.slice(start, end);
  return {
    source: "secrets",
    // Told apart by a hash: the file may be renamed and the line moved, and the secret itself stands nowhere.
    identity: { rule: kind, subject: shortHash(`docket${secret === "" ? path : secret}`) },
    message: `what looks like a secret: ${kind}`,
    severity: severityOf(kind),
    place: { path, line: lineOf(text, start) },
    isSecurity: true,
    facts: { kind },
  };
}

function severityOf(kind: string): Severity {
  // A password stands between, and nobody can change it in the history: who has the file may try words for ever.
  if (kind.startsWith("locked ")) return "medium";
  return OFTEN_EXAMPLES.test(kind) ? "high" : "blocker";
}

function lineOf(text: string, place: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at >= 0 && at < place; at = text.indexOf("\n", at + 1)) line += 1;
  return line;
}

function advise(atoms: readonly Atom[]): Advice {
  const path = atoms[0]?.place?.path ?? "a file";
  const kinds = [...new Set(atoms.map(({ identity }) => identity.rule))].sort();
  return {
    title: `Take ${kinds.length === 1 ? `the ${kinds[0]}` : "secrets"} out of ${path}`,
    kind: "security",
    context: `\`${path}\` holds what looks like ${kinds.join(", ")}. Whoever can read the repository can read it, in its history as well.`,
    description:
      "If it is real: have it renewed where it was issued, first of all. Then read it from the environment or a store for secrets, and take " +
      "it out of the file. If it is an example: write it so that it has not the form of a real one.",
    criteria: [
      `\`docket discover --source secrets\` no longer sees a secret in \`${path}\``,
      "The thread says that the secret was renewed, or why it never was a real one",
    ],
    testNotes:
      "What used the secret still works with one that is passed in; an integration test does so with an invented one.",
    scope: atoms[0]?.place === undefined ? [] : [path],
    verify: ["test"],
    redGreen: false,
  };
}
