import { generateKeyPairSync } from "node:crypto";
import { expect, test } from "vitest";
import { secrets } from "../../src/discover/secrets.ts";
import { makeRepo } from "../rigs/repo.ts";
import { lookAt, seenBy } from "./_looking.ts";

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 1024 });
const OPEN = String(privateKey.export({ type: "pkcs1", format: "pem" }));
const cipher = { cipher: "aes-128-cbc", passphrase: "correct horse" };
const LOCKED = String(privateKey.export({ type: "pkcs1", format: "pem", ...cipher }));
const asTexts = (key: string): string => `const key = [\n${key.trimEnd().replace(/.+/g, "  '$&',")}\n];\n`;

test("a key that a password locks is seen as such, and is less severe than an open one", async () => {
  using repo = makeRepo();
  repo.write("a.pem", OPEN);
  repo.write("b.js", `// a\n${asTexts(LOCKED)}`);
  const seen = await seenBy(secrets, lookAt(repo.path));
  expect(seen.sightings.map(({ identity, place, severity }) => [identity.rule, place?.line, severity])).toEqual([
    ["private key", 1, "blocker"],
    ["locked private key", 3, "medium"],
  ]);
  for (const line of [...OPEN.split("\n"), ...LOCKED.split("\n")].filter((each) => each.length > 20))
    expect(JSON.stringify(seen)).not.toContain(line);
});

test("a key that is moved from a file of its own into texts of a program is the same fact", async () => {
  using repo = makeRepo();
  repo.write("keys/a.pem", OPEN);
  repo.write("keys/b.pem", LOCKED);
  const before = await seenBy(secrets, lookAt(repo.path));
  repo.write("keys/a.pem", `${"# moved\n".repeat(100)}${asTexts(OPEN)}`);
  repo.write("keys/b.pem", JSON.stringify({ key: LOCKED.replaceAll("\n", "\r\n") }));
  const behind = await seenBy(secrets, lookAt(repo.path));
  expect(behind.sightings.map(({ identity }) => identity)).toEqual(before.sightings.map(({ identity }) => identity));
  expect(behind.sightings[0]?.place?.line).toBe(102);
});
