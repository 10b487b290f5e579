import { generateKeyPairSync } from "node:crypto";
import { expect, test } from "vitest";
import { makeRepo } from "../../test/rigs/repo.ts";
import { nodeFiles } from "../host/files.ts";
import { systemGit } from "../host/git.ts";
import { readChange } from "./read-change.ts";
import { judgeSecrets, judgeSecretsInCommits } from "./secrets.ts";

/** Written in pieces, so that no tool takes this file for a leak. */
const TOKEN = ["ghp", "wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx"].join("_");
const AWS = ["AKIA", "Q3EGRZ7BLDNHX5WV"].join("");
const DATABASE = ["postgres://user:", "hunter22", "@db.corp.internal/x"].join("");

const change = (path: string, ...texts: readonly string[]): Parameters<typeof judgeSecrets>[0] => ({
  files: [
    {
      ...{ path, kind: "modified", mode: "file", binary: false, committed: true, cut: false },
      ...{ added: texts.length, removed: 1, removedLines: [{ number: 1, text: TOKEN }] },
      addedLines: texts.map((text, at) => ({ number: 10 + 2 * at, text })),
    },
  ],
});

test("a secret in an added line is found, and the finding does not hold it", async () => {
  const findings = await judgeSecrets(
    change("src/a.ts", "const a = 1;", `const token = "${TOKEN}";`, `x = "${DATABASE}"`),
  );
  expect(findings.map(({ code, file, line, severity }) => [code, file, line, severity])).toEqual([
    ["secret-added", "src/a.ts", 12, "error"],
    ["secret-added", "src/a.ts", 14, "error"],
  ]);
  expect(findings[0]?.message).toBe("this line holds what looks like a secret: github token");
  const printed = JSON.stringify(findings);
  for (const secret of [TOKEN, "hunter22", TOKEN.slice(4, 20)]) expect(printed).not.toContain(secret);
});

test("a comment in the file does not switch the search off", async () => {
  expect(await judgeSecrets(change("a.js", "// secretlint-disable", `k = "${AWS}"`))).toMatchObject([{ line: 12 }]);
});

test("a private key over many lines is one finding", async () => {
  const { privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 1024,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
  });
  const findings = await judgeSecrets(change("id_rsa", ...privateKey.trimEnd().split("\n")));
  expect(findings).toMatchObject([{ code: "secret-added", line: 10 }]);
});

test("a key in texts that are joined, and one that a password locks, are one finding each, where they begin", async () => {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 1024 });
  const joined = String(privateKey.export({ type: "pkcs1", format: "pem" }))
    .trimEnd()
    .split("\n");
  const cipher = { cipher: "aes-128-cbc", passphrase: "correct horse" };
  const locked = String(privateKey.export({ type: "pkcs1", format: "pem", ...cipher }))
    .trimEnd()
    .split("\n");
  const findings = await judgeSecrets(
    change("a.js", "const key =", ...joined.map((line) => `  "${line}\\n" +`), '  "";', ...locked),
  );
  expect(findings.map(({ line, message }) => [line, message])).toEqual([
    [12, "this line holds what looks like a secret: private key"],
    [10 + 2 * (joined.length + 2), "this line holds what looks like a secret: locked private key"],
  ]);
  expect(JSON.stringify(findings)).not.toContain(joined[1]);
});

test("ordinary code and placeholders are no secrets, and removed lines do not count", async () => {
  expect(
    await judgeSecrets(change("a.ts", "const token = process.env.GITHUB_TOKEN;", 'url = "postgres://localhost/x"')),
  ).toEqual([]);
});

test("a secret that a later commit takes away is found in its commit", async () => {
  using repo = makeRepo();
  repo.git("switch", "--quiet", "-c", "work");
  repo.write("a.txt", `${TOKEN}\n`);
  repo.git("add", ".");
  repo.git("commit", "--quiet", "-m", "One");
  const bad = repo.git("rev-parse", "HEAD");
  repo.write("a.txt", "clean\n");
  repo.git("commit", "--quiet", "--all", "-m", "Two");
  const read = await readChange(systemGit(), nodeFiles(), { worktree: repo.path, base: "main" });
  if (!read.ok) throw new Error(read.fault.message);
  expect(await judgeSecrets(read.value)).toEqual([]);
  const passed = await judgeSecretsInCommits(systemGit(), repo.path, read.value);
  expect(passed).toMatchObject({ ok: true, value: [{ code: "secret-added", file: "a.txt", line: 1 }] });
  expect(JSON.stringify(passed)).toContain(bad.slice(0, 12));
  expect(await judgeSecretsInCommits(systemGit(), repo.path, { ...read.value, commits: 1 })).toEqual({
    ok: true,
    value: [],
  });
});
