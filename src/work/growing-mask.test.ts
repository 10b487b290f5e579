import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../../test/rounds.ts";
import { testWorld } from "../twins/test-world.ts";
import { growingMask, masking } from "./growing-mask.ts";

const TOKEN = `ghp_${"aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hJ6"}`;
const KEY = [
  "-----BEGIN RSA PRIVATE KEY-----",
  ...Array.from({ length: 5 }, () => "MIIEdEf012".repeat(6)),
  "-----END RSA PRIVATE KEY-----",
].join("\n");
const PUTTY = [
  ...["PuTTY-User-Key-File-2: ssh-rsa", "Encryption: none", "Comment: a", "Public-Lines: 1", "MIIEdEf012"],
  ...["Private-Lines: 2", "MIIEdEf012".repeat(6), "MIIEdEf012", `Private-MAC: ${"0a".repeat(20)}`],
].join("\n");
const JOINED = String(
  generateKeyPairSync("ec", { namedCurve: "prime256v1" }).privateKey.export({ type: "sec1", format: "pem" }),
)
  .trimEnd()
  .replace(/.+/g, "  '$&\\n' +");
const AWS = "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hJ6aB3d";
const LINES = "first line of it\nsecond line of it\nthird";
const secrets = [
  { name: "SHOP_PASSWORD", value: "correct horse" },
  { name: "SHOP_UMLAUT_KEY", value: "größer als groß" },
  { name: "SHOP_LINES_KEY", value: LINES },
];
const world = { environment: { ...testWorld().environment, secrets } };
const mask = growingMask(world);

/** What would stand in the log after all pieces, and what would stand there if it ended before the last. */
async function grow(pieces: readonly Uint8Array[]): Promise<readonly string[]> {
  let [held, log] = [Buffer.alloc(0), ""];
  const states: string[] = [];
  for (const piece of pieces) {
    held = Buffer.concat([held, piece]);
    const now = mask.settled(held);
    log += new TextDecoder().decode(await mask.clean(held.subarray(0, now)));
    held = held.subarray(now);
    states.push(log);
  }
  return [...states, log + new TextDecoder().decode(await mask.clean(held))];
}

function cut(text: string, places: readonly number[]): readonly Uint8Array[] {
  const bytes = Buffer.from(text);
  const at = [0, ...places.map((place) => place % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length];
  return at.slice(1).map((end, index) => bytes.subarray(at[index], end));
}

const words = fc.constantFrom(
  ...[
    TOKEN,
    KEY,
    PUTTY,
    JOINED,
    LINES,
    "correct horse",
    "größer als groß",
    `aws_secret_access_key =\n"${AWS}"\n`,
    `AWS_SECRET_ACCESS_KEY:\n\n  ${AWS}\n`,
  ],
  ...[
    "plain",
    "\n",
    "\n\n",
    " ",
    "key:",
    "ends =",
    "ü",
    "correct",
    "first line of it\n",
    "-----BEGIN CERTIFICATE-----\n",
    "-----END CERTIFICATE-----\n",
  ],
);

test("however a text comes in pieces, it is masked as if it had come at once, and no piece shows what the whole does not", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(words, { maxLength: 14 }),
      fc.array(fc.nat(5_000), { maxLength: 8 }),
      async (parts, places) => {
        const text = parts.join(" ");
        const whole = await (await masking(world))(text);
        const states = await grow(cut(text, places));
        expect(states.at(-1)).toBe(whole);
        for (const state of states) expect(whole.startsWith(state)).toBe(true);
      },
    ),
    { numRuns: rounds(300) },
  );
});

test("in one endless line no secret is cut in two, wherever it stands", async () => {
  const [size, edge] = [200_000, 65_536];
  for (const at of [edge - 50, edge - 20, edge - 1, edge, edge + 20, 2 * edge - 20]) {
    for (const secret of [TOKEN, "correct horse"]) {
      const text = `${"word ".repeat(size).slice(0, at - 1)} ${secret} ${"more ".repeat(size).slice(0, size - at)}`;
      const states = await grow(cut(text, [edge - 10, edge, edge + 1, edge + 30, 2 * edge]));
      expect(states.at(-1)).toBe(await (await masking(world))(text));
      expect(states.some((state) => state.includes(secret.slice(0, 9)))).toBe(false);
    }
  }
});

test("what is held back does not grow without end, whatever is printed", () => {
  for (const text of ["x", "key:\n", "-----BEGIN RSA PRIVATE KEY-----\n", "PuTTY-User-Key-File-2: a\n", "\n", "ü"]) {
    const bytes = Buffer.from(text.repeat(200_000));
    expect(mask.settled(bytes), text).toBeGreaterThan(0);
  }
});
