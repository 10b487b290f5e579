import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { puttyKeys } from "./_putty-keys.ts";
import { secretSearch } from "./secret-search.ts";

const noise = (lines: number): readonly string[] =>
  Array.from({ length: lines }, (_, at) => createHash("sha384").update(String(at)).digest("base64"));

const keyLines = (version: number, cipher: string): readonly string[] => [
  ...[`PuTTY-User-Key-File-${version}: ssh-rsa`, `Encryption: ${cipher}`, "Comment: mika's key", "Public-Lines: 3"],
  ...noise(3),
  ...(version > 2 && cipher !== "none" ? ["Key-Derivation: Argon2id", "Argon2-Memory: 8192", "Argon2-Salt: 00ff"] : []),
  ...["Private-Lines: 5", ...noise(5), `Private-MAC: ${"0a".repeat(version > 2 ? 32 : 20)}`],
];

test("keys of PuTTY are seen in a file and in a list of texts, open and locked", async () => {
  const search = await secretSearch();
  for (const version of [2, 3])
    for (const [cipher, kind] of [["none", "private key"] as const, ["aes256-cbc", "locked private key"] as const]) {
      const lines = keyLines(version, cipher);
      const plain = `before\n${lines.join("\r\n")}\r\nbehind`;
      const texts = lines.filter((line) => !line.startsWith("Comment")).toSpliced(2, 0, "Comment: key");
      const list = `key: [\n${texts.map((line) => `  '${line}',`).join("\n")}\n].join('\\n')`;
      for (const text of [plain, list]) {
        const spots = await search(text, "a.txt");
        expect(spots.map((spot) => spot.kind)).toEqual([kind]);
        const [{ start, end } = { start: 0, end: 0 }] = spots;
        expect(text.slice(start, end)).toMatch(/^PuTTY-User-Key-File-[\s\S]+Private-MAC: (?:0a)+$/);
      }
    }
});

test("two keys are two, and what only speaks of such keys is none", () => {
  const key = keyLines(2, "none").join("\n");
  expect(puttyKeys(`${key}\n${key}\n`)).toHaveLength(2);
  for (const none of [
    key.replace("Private-Lines: 5", "Private-Lines: 6"),
    key.replace(/Private-MAC.*/, ""),
    key.replace(/Private-Lines[\s\S]*/, ""),
    "if (line.startsWith('PuTTY-User-Key-File-2: ')) version = 2;",
    "PuTTY-User-Key-File-".repeat(10_000),
    `PuTTY-User-Key-File-2: a\nEncryption: none\nComment: x\nPublic-Lines: 1\n${"a\n".repeat(15_000)}Private-MAC: ${"0".repeat(40)}`,
  ])
    expect([puttyKeys(none), none]).toEqual([[], none]);
});
