import { createHash, generateKeyPairSync, type KeyObject } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../../test/rounds.ts";
import { pemKeys } from "./_pem-keys.ts";
import { secretSearch } from "./secret-search.ts";

const ec = (namedCurve: string): KeyObject => generateKeyPairSync("ec", { namedCurve }).privateKey;
const rsa = (modulusLength: number): KeyObject => generateKeyPairSync("rsa", { modulusLength }).privateKey;
const pem = (key: KeyObject, type: "sec1" | "pkcs8" | "pkcs1"): string => String(key.export({ type, format: "pem" }));
const locked = (key: KeyObject, type: "sec1" | "pkcs8" | "pkcs1", cipher: string): string =>
  String(key.export({ type, format: "pem", cipher, passphrase: "correct horse" }));

const OPEN = [
  pem(ec("prime256v1"), "sec1"),
  pem(ec("secp256k1"), "sec1"),
  pem(ec("prime256v1"), "pkcs8"),
  pem(ec("secp384r1"), "sec1"),
  pem(generateKeyPairSync("ed25519").privateKey, "pkcs8"),
  pem(generateKeyPairSync("x25519").privateKey, "pkcs8"),
  pem(rsa(1024), "pkcs1"),
  pem(rsa(2048), "pkcs8"),
];

const LOCKED = [
  locked(rsa(1024), "pkcs1", "aes-128-cbc"),
  locked(rsa(1024), "pkcs1", "des-ede3-cbc"),
  locked(ec("prime256v1"), "sec1", "aes-256-cbc"),
  locked(rsa(2048), "pkcs8", "aes-256-cbc"),
  locked(generateKeyPairSync("ed25519").privateKey, "pkcs8", "aes-256-cbc"),
];

type Written = (lines: readonly string[]) => string;
const joined =
  (before: string, behind: string): Written =>
  (lines) =>
    lines.map((line) => `${before}${line}`).join(behind);

/** How keys are written down: each must be one finding, on the line where it begins. */
const SHAPES: Readonly<Record<string, Written>> = {
  "a file of its own": (lines) => `${lines.join("\n")}\n`,
  "ends of lines as in Windows": (lines) => `${lines.join("\r\n")}\r\n`,
  JSON: (lines) => JSON.stringify({ key: `${lines.join("\n")}\n` }),
  "JSON in a text": (lines) => JSON.stringify(JSON.stringify({ key: lines.join("\n") })),
  "JSON as some write it": (lines) =>
    `{"key":"${lines.join("\\n").replaceAll("=", "\\u003d").replaceAll("/", "\\/")}"}`,
  "a text with line ends": (lines) => `key = '${lines.join("\\r\\n")}';`,
  "a template": (lines) => `const key = \`${lines.join("\n")}\`;`,
  indented: (lines) => `key: |\n  ${lines.join("\n  ")}\nother: 1\n`,
  "texts added up": (lines) => `key: ${lines.map((line) => `'${line}\\n'`).join(" +\n     ")},`,
  "texts added up, the sign in front": (lines) => `var key = ${lines.map((line) => `"${line}\\n"`).join("\n  + ")};`,
  "texts beside each other": (lines) => `key = (${lines.map((line) => `"${line}\\n"`).join("\n       ")})`,
  "texts of PHP": (lines) => `$key = ${lines.map((line) => `"${line}\\n"`).join(" .\n  ")};`,
  "a list of texts": (lines) => `key: [\n${lines.map((line) => `  '${line}'`).join(",\n")}\n].join('\\n')`,
  "one text after the other": (lines) => lines.map((line) => `key += "${line}\\n";`).join("\n"),
  "a builder": (lines) => lines.map((line) => `sb.append("${line}\\n"); // more\n`).join(""),
  "lines that go on": (lines) => `char *key = "${lines.join("\\n\\\n")}\\n";`,
  "a value in the environment": (lines) => `KEY="${lines.join("\\n")}"`,
  "a comment": joined("// ", "\n"),
  "a block of comment": (lines) => `/*\n${joined(" * ", "\n")(lines)}\n */`,
  "a quoted letter": joined("> ", "\n"),
  "a change to a file": joined("+", "\n"),
  "a page": (lines) => `<pre>${lines.join("<br/>")}</pre>`,
  "numbers of signs": (lines) => `<key>${lines.join("&#xA;")}</key>`,
};

const linesOf = (key: string): readonly string[] => key.trimEnd().split("\n");

test.each(Object.entries(SHAPES))("a key is seen once, whole, on its line: %s", async (_, written) => {
  const search = await secretSearch();
  for (const [kind, keys] of [["private key", OPEN] as const, ["locked private key", LOCKED] as const])
    for (const key of keys) {
      // What stands on the key's own line belongs to how it is written.
      const text = `before\n${written(linesOf(key))}\nbehind\n`;
      const spots = await search(text, "a.txt");
      expect([spots.map((spot) => spot.kind), key]).toEqual([[kind], key]);
      const [{ start, end, value } = { start: 0, end: 0, value: "" }] = spots;
      expect(text.slice(start, end)).toMatch(
        /^-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]+-----END [A-Z ]*PRIVATE KEY-----$/,
      );
      expect(value).toBe(key.trimEnd());
    }
});

test("an open key is seen in one line with blanks as well", () => {
  for (const key of OPEN)
    expect(pemKeys(`KEY=${linesOf(key).join(" ")}`).map(({ value }) => value)).toEqual([key.trimEnd()]);
});

test("keys of every kind are the same key however they are written, several in one text", async () => {
  const search = await secretSearch();
  const anyKey = fc.constantFrom(...OPEN, ...LOCKED);
  const anyShape = fc.constantFrom(...Object.values(SHAPES));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(anyKey, anyShape), { minLength: 1, maxLength: 6 }), async (written) => {
      const text = written.map(([key, shape]) => `\n${shape(linesOf(key))}\n`).join("\nbetween\n");
      const spots = await search(text, "a.txt");
      expect(spots.map(({ value }) => value)).toEqual(written.map(([key]) => key.trimEnd()));
    }),
    { numRuns: rounds(60) },
  );
});

test("OpenSSH's own keys are open or locked by the cipher they name", () => {
  const text = (value: string): Buffer => Buffer.concat([Buffer.from([0, 0, 0, value.length]), Buffer.from(value)]);
  const key = (cipher: string): string => {
    const bytes = [Buffer.from("openssh-key-v1\0"), text(cipher), text("none"), Buffer.alloc(200, "x")];
    const body = Buffer.concat(bytes).toString("base64").replace(/.{70}/g, "$&\n");
    return `-----BEGIN OPENSSH PRIVATE ${"KEY"}-----\n${body}\n-----END OPENSSH PRIVATE ${"KEY"}-----\n`;
  };
  expect(pemKeys(`${key("none")}${key("aes256-ctr")}`).map(({ kind, value }) => [kind, value])).toEqual([
    ["private key", key("none").trimEnd()],
    ["locked private key", key("aes256-ctr").trimEnd()],
  ]);
});

test("what only looks like a key is none", () => {
  const frame = (body: string, label = "EC ") =>
    `-----BEGIN ${label}PRIVATE ${"KEY"}-----\n${body}\n-----END ${label}PRIVATE ${"KEY"}-----\n`;
  const key = pem(ec("prime256v1"), "sec1");
  const body = key.split("\n").slice(1, -2).join("\n");
  const noise = createHash("sha512").update("x").digest("base64");
  const LOCK = "Proc-Type: 4,ENCRYPTED\nDEK-Info: DES-EDE3-CBC,0123456789ABCDEF\n\n";
  expect(pemKeys(frame(body))).toHaveLength(1);
  expect(pemKeys(frame(`${LOCK}${noise}`))).toHaveLength(1);
  const [head = "", ...rest] = frame(body).split("\n");
  for (const none of [
    frame(body.slice(0, -8)),
    frame(body.replace("M", "%")),
    frame("MHcCAQEE".repeat(20)),
    frame("x".repeat(160)),
    frame("..."),
    frame("MIIEpQIBAAKCAQEA...\n..."),
    frame("<a very long private key string>"),
    frame(noise),
    frame(`${LOCK}${"A".repeat(64)}`),
    frame(`${LOCK}${"AbCdEfGhIjKlMnOp".repeat(8)}`),
    frame(`${LOCK}${noise.slice(0, 40)}`),
    frame(noise, "ENCRYPTED "),
    `${head}' header, or '${rest.join("\n")}`.replace("END EC", "END"),
    key.replaceAll("EC PRIVATE", "PUBLIC"),
    `var begin = "${head}\\n", end = "\\n${rest.at(-2)}";`,
  ])
    expect([pemKeys(none), none]).toEqual([[], none]);
});

test("whatever bytes and signs stand between the marks, reading them answers", () => {
  const labels = fc.constantFrom("", "RSA ", "EC ", "OPENSSH ", "ENCRYPTED ", "PGP ");
  const heads = fc.constantFrom([], [0x30, 0x82], [0x30, 0x84], [0x95], [0x96], [0xc5, 0xff], [0xc7, 0xc8], [0xc5, 4]);
  const bytes = fc.tuple(heads, fc.uint8Array({ maxLength: 300 }));
  const body = fc.oneof(
    bytes.map(([head, rest]) => Buffer.concat([Buffer.from(head), rest]).toString("base64")),
    fc.string({ maxLength: 200, unit: "binary" }),
    fc.constant("Proc-Type: 4,ENCRYPTED\n\n"),
  );
  fc.assert(
    fc.property(labels, fc.array(body, { maxLength: 4 }), fc.string({ maxLength: 5 }), (label, bodies, between) => {
      const block = label === "PGP " ? " BLOCK" : "";
      const marks = ["BEGIN", "END"].map((word) => `-----${word} ${label}PRIVATE KEY${block}-----`);
      const text = `x${marks[0]}${between}${bodies.join(between)}${marks[1]}y`;
      for (const { start, end, value } of pemKeys(text)) {
        expect([start, end]).toEqual([1, text.length - 1]);
        expect(value).toContain("PRIVATE KEY");
      }
    }),
    { numRuns: rounds(500) },
  );
});

test("the search for keys ends soon, however many beginnings there are and whatever stands behind them", () => {
  const begin = `-----BEGIN PRIVATE ${"KEY"}-----\n`;
  const end = begin.replace("BEGIN", "END");
  const long = 200_000;
  const hard = [" ", "\\n", '"', "' ", "\\", "&#", "+\n", "// ", "A", "A: b\n", "<br "];
  const text = hard.map((sign) => `${begin}${sign.repeat(long)}${begin}${sign.repeat(30_000 / sign.length)}${end}`);
  const began = performance.now();
  expect(pemKeys(`${begin.repeat(20_000)}${text.join("")}`)).toEqual([]);
  expect(performance.now() - began).toBeLessThan(2_000);
});
