import { generateKeyPairSync } from "node:crypto";
import { expect, test } from "vitest";
import { secrets } from "../../src/discover/secrets.ts";
import { makeRepo } from "../rigs/repo.ts";
import { atomsOf, lookAt, seenBy } from "./_looking.ts";

/** Written in pieces, so that no tool takes this file for a leak. */
const TOKEN = ["ghp", "wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx"].join("_");
const DATABASE = ["postgres://user:", "hunter22", "@db.corp.internal/x"].join("");

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 1024 });
const OPEN = String(privateKey.export({ type: "pkcs1", format: "pem" }));
const cipher = { cipher: "aes-128-cbc", passphrase: "correct horse" };
const LOCKED = String(privateKey.export({ type: "pkcs1", format: "pem", ...cipher }));
const asTexts = (key: string): string => `const key = [\n${key.trimEnd().replace(/.+/g, "  '$&',")}\n];\n`;

test("secrets are found where they are, told apart, and stand nowhere", async () => {
  using repo = makeRepo();
  repo.write("config.yml", `a: 1\ntoken: ${TOKEN}\n`);
  repo.write("src/db.ts", `connect("${DATABASE}");\n`);
  repo.git("add", ".");
  repo.write("untracked.env", `TOKEN=${TOKEN}\n`);
  repo.write("secret.ignored", `TOKEN=${TOKEN}\n`);
  repo.write(".gitignore", "*.ignored\n");
  repo.write(
    "docs/aws.json",
    `{"AWSAccountId": "111122223333", "AccessKeyId": "${["AKIAI44QH8DH", "BEXAMPLE"].join("")}"}`,
  );
  repo.write("dist/out.js", `t="${TOKEN}"\n`);
  repo.write("node_modules/a.js", `t="${TOKEN}"\n`);
  const seen = await seenBy(secrets, lookAt(repo.path));
  expect(seen.sightings.map(({ place, severity }) => [place?.path, place?.line, severity])).toEqual([
    ["config.yml", 2, "blocker"],
    ["dist/out.js", 1, "blocker"],
    ["src/db.ts", 1, "high"],
    ["untracked.env", 1, "blocker"],
  ]);
  expect(new Set(seen.sightings.map(({ identity }) => `${identity.rule} ${identity.subject}`)).size).toBe(2);
  expect(seen.sightings.every(({ isSecurity, quote }) => isSecurity === true && quote === undefined)).toBe(true);
  const printed = JSON.stringify(seen);
  for (const part of [TOKEN, TOKEN.slice(4, 20), "hunter22"]) expect(printed).not.toContain(part);
  expect(await seenBy(secrets, lookAt(repo.path, { exclude: ["**"] }))).toMatchObject({ sightings: [], isWhole: true });
  const [first] = atomsOf(seen);
  expect(first && secrets.group(first)).toBe("config.yml");
  expect(first && secrets.advise([first])).toMatchObject({
    kind: "security",
    scope: ["config.yml"],
    title: "Take the github token out of config.yml",
  });
});

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
