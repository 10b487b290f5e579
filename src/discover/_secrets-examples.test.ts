import { expect, test } from "vitest";
import { isExample } from "./_secrets-examples.ts";

const address = (userinfo: string, host = "db.corp.internal"): string => `postgres://${userinfo}@${host}/x`;
const isExampleAddress = (text: string): boolean => isExample({ kind: "postgre sql connection" }, text);

test("an address with the word for a password in its place, or a name kept for examples, is an example", () => {
  for (const userinfo of [
    "user:pass",
    "User:Password",
    "user:PASSWORD",
    "me:p%40ssword",
    "some_user:some_pass",
    "u:your-password",
    "u:db_password",
    "u:xxxxx",
    "u:***",
    "scott:tiger",
    "anonymous:me-at-home",
    "[username[:password]",
    "u:<password>",
    "u:&lt;password&gt;",
    "u:{password}",
  ])
    expect([userinfo, isExampleAddress(address(userinfo))]).toEqual([userinfo, true]);
  for (const host of [
    "example.com",
    "db.example.org:5432",
    "a.test",
    "db.invalid",
    "host",
    "hostname:1234",
    "some_host",
  ])
    expect([host, isExampleAddress(address("u:hunter22", host))]).toEqual([host, true]);
});

test("an address that may be in use is none, local ones and weak passwords included", () => {
  for (const userinfo of [
    "user:hunter22",
    "root:rootpassword",
    "admin:passw0rd1",
    "pass:word77",
    "u:tiger",
    "u:secretly",
    "anonymous2:hunter22",
  ])
    expect([userinfo, isExampleAddress(address(userinfo))]).toEqual([userinfo, false]);
  for (const host of ["localhost", "127.0.0.1:5432", "postgres", "example.company.com", "notexample.com", "hosted.io"])
    expect([host, isExampleAddress(address("u:hunter22", host))]).toEqual([host, false]);
});

test("a token that is marked as an example, or has one sign six times in a row, is an example", () => {
  const token = (text: string): boolean => isExample({ kind: "github token" }, text);
  expect(token("ghp_PersonalAccessToken01245678900000000")).toBe(true);
  expect(token(`gh${"p_wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx"}`)).toBe(false);
  const id = (text: string): boolean => isExample({ kind: "aws access key id" }, text);
  expect([id("AKIAEXAMPLE123456789"), id("AKIAIOSFODNN7EXAMPLE"), id(`AK${"IAQ3EGRIWPSL7BDKTM"}`)]).toEqual([
    true,
    true,
    false,
  ]);
});

test("what OpenSSH keeps of a security key is no secret; a key of its own is one, however its body repeats", () => {
  const pem = (body: string): string =>
    `-----BEGIN OPENSSH PRIVATE ${"KEY"}-----\n${Buffer.from(body, "latin1").toString("base64").replace(/.{70}/g, "$&\n")}\n-----END OPENSSH PRIVATE ${"KEY"}-----`;
  const head = "openssh-key-v1\0\0\0\0\u0004none\0\0\0\u0004none\0\0\0\0\0\0\0\u0001\0\0\0J\0\0\0";
  const key = (text: string): boolean => isExample({ kind: "private key" }, text);
  expect(key(pem(`${head}\u001ask-ssh-ed25519@openssh.com${"x".repeat(99)}`))).toBe(true);
  expect(key(pem(`${head}"sk-ecdsa-sha2-nistp256@openssh.com${"x".repeat(99)}`))).toBe(true);
  expect(key(pem(`${head}\u000bssh-ed25519${"\0".repeat(99)}`))).toBe(false);
  expect(key(`-----BEGIN PRIVATE ${"KEY"}-----\nMIIAAAAAAAA\n-----END PRIVATE ${"KEY"}-----`)).toBe(false);
});
