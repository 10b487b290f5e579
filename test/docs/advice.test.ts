import { expect, test } from "vitest";
import { readProjectFile, sourceFiles } from "../../scripts/source/files.ts";
import type { Field } from "../../src/ops/op.ts";
import { aliases, verbs } from "../../src/ops/table.ts";

const COMMON = ["dir", "json", "fields", "dry-run", "as", "quiet", "no-color", "help", "version"];
/** Pages of cards; the commands of other pages are run. */
const PAGES = ["docs/doctor.md", "docs/operations.md", "docs/troubleshooting.md"];
/** What stands between a verb and its flags: ids, placeholders, values put in, words in quotes. */
const WORD = String.raw`(?:\$\{[^}]*\}|"[^"]*"|[A-Z][A-Z0-9…-]*|--[a-z][a-z-]*(?:=\S+)?|[a-z_]+=\S+|[a-z]+)`;
const ADVICE = new RegExp(String.raw`\bdocket ([a-z][a-z-]+)((?: ${WORD})* --[a-z][a-z-]*)`, "g");

test("each flag that a hint, a card or a table of ways out advises is one that the command has", async () => {
  const advised = texts().flatMap(({ path, text }) =>
    [...text.matchAll(ADVICE)].map(([whole, verb = "", rest = ""]) => ({ path, whole, verb, rest })),
  );
  expect(advised.length).toBeGreaterThan(50);
  const wrong: string[] = [];
  for (const { path, whole, verb, rest } of advised) {
    const known = await flagsOf(verb);
    const strange = [...rest.matchAll(/ --([a-z][a-z-]*)/g)].some(([, flag = ""]) => !known.includes(flag));
    if (strange) wrong.push(`${path}: ${whole}`);
  }
  expect(wrong).toEqual([]);
});

function texts(): readonly { readonly path: string; readonly text: string }[] {
  const program = sourceFiles().filter(({ path, isTest }) => path.startsWith("src/") && !isTest);
  return [...program, ...PAGES.map((path) => ({ path, text: readProjectFile(path) }))];
}

async function flagsOf(verb: string): Promise<readonly string[]> {
  // A door and no verb: its help is all that can be asked of it.
  if (verb === "mcp") return ["help"];
  const load = verbs[aliases[verb] ?? verb];
  if (load === undefined) return [];
  const { input } = await load();
  return [
    ...COMMON,
    ...Object.entries<Field>(input).map(([name, { flag }]) => flag ?? name.replace(/_|(?=[A-Z])/g, "-").toLowerCase()),
  ];
}
