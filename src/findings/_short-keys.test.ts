import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { expect, test } from "vitest";
import { shortKeys } from "./_short-keys.ts";
import { secretSearch } from "./secret-search.ts";

const ec = (namedCurve: string): KeyObject => generateKeyPairSync("ec", { namedCurve }).privateKey;
const pem = (key: KeyObject, type: "sec1" | "pkcs8"): string => String(key.export({ type, format: "pem" }));

/** How keys are written down: by itself, in a text in JSON, indented, behind other things. */
const SHAPES: readonly (readonly [string, (key: string) => string])[] = [
  ["a file of its own", (key) => key],
  ["JSON", (key) => JSON.stringify({ key })],
  ["a text in a program", (key) => `const key = \`${key}\`;`],
  ["indented", (key) => `key: |\n  ${key.trim().replaceAll("\n", "\n  ")}\nother: 1\n`],
];

test.each(SHAPES)("short keys are seen in %s, each once", async (_, written) => {
  const keys = [
    pem(ec("prime256v1"), "sec1"),
    pem(ec("secp256k1"), "sec1"),
    pem(ec("prime256v1"), "pkcs8"),
    pem(ec("secp384r1"), "sec1"),
    pem(generateKeyPairSync("ed25519").privateKey, "pkcs8"),
    pem(generateKeyPairSync("x25519").privateKey, "pkcs8"),
  ];
  const search = await secretSearch();
  for (const key of keys) {
    const text = `before\n${written(key)}\nbehind\n`;
    const spots = await search(text, "a.txt");
    expect(spots.map(({ kind }) => kind)).toEqual(["private key"]);
    const [{ start, end } = { start: 0, end: 0 }] = spots;
    expect(text.slice(start, end)).toMatch(/^-----BEGIN (EC )?PRIVATE KEY-----[\s\S]+-----END (EC )?PRIVATE KEY-----$/);
  }
});

test("what only looks like a short key is none", () => {
  const frame = (body: string) => `-----BEGIN EC PRIVATE ${"KEY"}-----\n${body}\n-----END EC PRIVATE ${"KEY"}-----\n`;
  const key = pem(ec("prime256v1"), "sec1");
  const body = key.split("\n").slice(1, -2).join("\n");
  expect(shortKeys(frame(body))).toHaveLength(1);
  expect(shortKeys(frame(body.slice(0, -8)))).toEqual([]);
  expect(shortKeys(frame("MHcCAQEE".repeat(20)))).toEqual([]);
  expect(shortKeys(frame("x".repeat(160)))).toEqual([]);
  expect(shortKeys(frame("..."))).toEqual([]);
  expect(shortKeys(key.replaceAll("EC PRIVATE", "PUBLIC"))).toEqual([]);
});

test("the search for short keys ends soon, however many beginnings there are and whatever stands behind them", () => {
  const begin = `-----BEGIN PRIVATE ${"KEY"}-----\n`;
  const text = `${begin.repeat(20_000)}${"A".repeat(200_000)}${begin}${" ".repeat(200_000)}${begin}${"\\n".repeat(200_000)}`;
  const began = performance.now();
  expect(shortKeys(text)).toEqual([]);
  expect(performance.now() - began).toBeLessThan(2_000);
});
