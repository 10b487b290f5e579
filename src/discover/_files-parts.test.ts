// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are programs in several languages
import { writeFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { tempFolder } from "../../test/rigs/temp.ts";
import { rounds } from "../../test/rounds.ts";
import { findMarks } from "../findings/marks/find-marks.ts";
import { languageOf } from "../findings/marks/language-of.ts";
import { secretSearch } from "../findings/secret-search.ts";
import { hostWorld } from "../host/world.ts";
import { type OpenParts, readInParts } from "./_files-parts.ts";
import type { Raw } from "./_files-sighting.ts";
import { partsFor } from "./secrets.ts";
import { markParts } from "./todo.ts";

/** Written in pieces, so that no tool takes this file for a leak. */
const TOKEN = ["ghp", "wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx"].join("_");
const KEY = `-----BEGIN RSA ${"PRIVATE"} KEY-----\n${"MIIEpAIBAAKCAQEA0Z3VS5JJcds3xfn/ygWyF8PbnGy0AHB7MbzYLdZ7ZvVy7F7V\n".repeat(20)}-----END RSA ${"PRIVATE"} KEY-----\n`;

/** Far smaller than in use, so that a short text has many edges. */
const SIZES = { partBytes: 9_001, windowChars: 45_000, contextChars: 4_096 };

const PIECES: Readonly<Record<string, readonly string[]>> = {
  "a.ts": [
    "// TODO: one\n",
    "  // TODO(mika): two\n  // goes on\n  // and on\n",
    "/* TODO: three\n * goes on\n */\n",
    "const a = `TODO: ${f(`no /* ${b} */`)} // TODO: no`;\n",
    'const c = "// TODO: no";\n',
    "x = a / b; // TODO: four\n",
    "// TODO\ncode(below);\n",
    "d = /[\"'`]/.test(e); // TODO: five – ünïcode 💡\n",
    `/*\n * TODO: at its beginning\n${" * long\n".repeat(1_000)} * TODO: at its end\n */\n`,
    "const g = { h: 1, i: [2, 3] };\n".repeat(40),
    `const long = "${"x".repeat(3_000)}";\n`,
  ],
  "a.py": [
    "# TODO: one\n",
    '"""\n# TODO: no\n"""\n',
    "a = '# TODO: no'  # TODO: two\n",
    "def f():\n    return 1\n".repeat(30),
    `b = '''${"no # TODO: no\n".repeat(1_000)}'''\n`,
    "# TODO: three\n# goes on\n",
    "it's = 1  # TODO: stray quote\n",
  ],
  "a.sh": [
    "# TODO: one\n",
    "# TODO\n",
    "one two # FIXME\n",
    "cat <<EOF\n# TODO: no\nEOF\n",
    "a=$# # TODO: two\n",
    "echo 'x' \"y\"\n".repeat(50),
  ],
  "a.html": [
    "<!-- TODO: one -->\n",
    "<script>\n// TODO: two\nf('// TODO: no');\n</script>\n",
    "<p>it's // TODO: no</p>\n".repeat(20),
  ],
};

test.each(Object.entries(PIECES))(
  "what lies over the edges of parts is found as in the whole: %s",
  async (name, pieces) => {
    using temp = tempFolder();
    const language = languageOf(name, "");
    if (language === undefined) throw new Error(`no language for ${name}`);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...pieces), { minLength: 60, maxLength: 150 }), async (made) => {
        const text = made.join("");
        const whole = findMarks(text, language).marks.map(
          ({ word, line, excerpt, near }) => `${line} ${word} ${excerpt} ${near}`,
        );
        const parts = await through(temp.path, { name, text, open: markParts });
        expect(parts.map(told)).toEqual(whole);
      }),
      { numRuns: rounds(15) },
    );
  },
);

const told = ({ identity: { rule, subject }, place, excerpt }: Raw): string => {
  const near = subject.startsWith("beside: ") ? subject.slice("beside: ".length) : "";
  return `${place?.line} ${rule} ${excerpt} ${near}`;
};

test("a secret over the edge of parts is found once, on its line, also where the whole file is one line", async () => {
  using temp = tempFolder();
  const search = await secretSearch();
  // Wider than the overlap, so that each part says something.
  const sizes = { ...SIZES, partBytes: 50_001, windowChars: 150_000 };
  const filler = fc.constantFrom("a, b, c;\n".repeat(700), "abcdef, ".repeat(800), "ünïcode 💡\n".repeat(300));
  const secret = fc.constantFrom(` "${TOKEN}" `, `\n${KEY}`);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(filler, secret), { minLength: 15, maxLength: 40 }), async (made) => {
      const text = made.flat().join("");
      const lines = (await search(text, "a.txt")).map(({ start }) => text.slice(0, start).split("\n").length);
      const parts = await through(temp.path, { name: "a.txt", text, open: partsFor(search), sizes });
      expect(parts.map(({ place }) => place?.line)).toEqual(lines);
    }),
    { numRuns: rounds(15) },
  );
});

interface Reading {
  readonly name: string;
  readonly text: string;
  readonly open: OpenParts;
  readonly sizes?: typeof SIZES;
}

async function through(root: string, { name, text, open, sizes = SIZES }: Reading) {
  writeFileSync(`${root}/${name}`, text);
  const look = { world: hostWorld(), root, stop: new AbortController().signal };
  const read = await readInParts(look, { path: name, open, sizes });
  if (!read.ok || read.value === undefined) throw new Error("the file was not read");
  expect(read.value).toMatchObject({ isWhole: true });
  expect(read.value.stuckAt).toBeUndefined();
  return read.value.raws;
}
