import { expect, test } from "vitest";
import { pemKeys } from "./_pem-keys.ts";
import { lockOfPgp } from "./_pgp-lock.ts";

const number = (bytes: number): Buffer =>
  Buffer.concat([Buffer.from([bytes >> 5, (bytes * 8) & 0xff]), Buffer.alloc(bytes, 0xaa)]);
const curve = Buffer.from([9, 0x2b, 6, 1, 4, 1, 0xda, 0x47, 0x0f, 1]);

/** The public part of a key of each kind. */
const PUBLIC: Readonly<Record<string, readonly [number, Buffer]>> = {
  RSA: [1, Buffer.concat([number(256), number(3)])],
  DSA: [17, Buffer.concat([number(128), number(20), number(127), number(128)])],
  ElGamal: [16, Buffer.concat([number(128), number(1), number(128)])],
  EdDSA: [22, Buffer.concat([curve, number(33)])],
};

function packet(
  heading: (size: number) => readonly number[],
  kind: readonly [number, Buffer],
  lock: readonly number[],
): Buffer {
  const body = Buffer.concat([
    Buffer.from([4, 0x50, 0, 0, 0, kind[0]]),
    kind[1],
    Buffer.from(lock),
    Buffer.alloc(190, 7),
  ]);
  return Buffer.concat([Buffer.from(heading(body.length)), body]);
}

const HEADINGS: Readonly<Record<string, (size: number) => readonly number[]>> = {
  "old, two bytes": (size) => [0x95, size >> 8, size & 0xff],
  "old, four bytes": (size) => [0x96, 0, 0, size >> 8, size & 0xff],
  "new, two bytes": (size) => [0xc5, ((size - 192) >> 8) + 192, (size - 192) & 0xff],
  "new, five bytes": (size) => [0xc5, 0xff, 0, 0, size >> 8, size & 0xff],
};

test.each(Object.entries(HEADINGS))(
  "a byte behind the public numbers says how a key of PGP is locked: %s",
  (_, heading) => {
    for (const [name, kind] of Object.entries(PUBLIC)) {
      const locks = [[0], [255, 9, 3], [254, 9, 3]].map((lock) => lockOfPgp(packet(heading, kind, lock)));
      expect([name, ...locks]).toEqual([name, "open", "locked", "locked"]);
    }
  },
);

test("what is no private key of PGP is none, and one that is cut or of a kind to come counts as open", () => {
  const whole = packet(HEADINGS["old, two bytes"] ?? (() => []), PUBLIC.RSA ?? [0, curve], [254, 9, 3]);
  expect(lockOfPgp(Buffer.from(whole).fill(0x99, 0, 1))).toBeUndefined();
  expect(lockOfPgp(Buffer.alloc(0))).toBeUndefined();
  expect(lockOfPgp(Buffer.alloc(300))).toBeUndefined();
  expect(lockOfPgp(whole.subarray(0, 100))).toBe("open");
  expect(lockOfPgp(Buffer.from(whole).fill(99, 8, 9))).toBe("open");
});

test("a key that is kept on a card is none; beside it counts what is there, and the worst of it", () => {
  const heading = HEADINGS["old, four bytes"] ?? (() => []);
  const ecdh = [18, Buffer.concat([curve, number(33), Buffer.from([3, 1, 8, 9])])] as const;
  const key = (lock: readonly number[], tag = 5): Buffer => {
    const made = packet(heading, ecdh, lock);
    return made.fill(0x82 | (tag << 2), 0, 1);
  };
  const away = [254, 7, 101, 0, 0x47, 0x4e, 0x55, 1];
  const block = (...keys: readonly Buffer[]) => lockOfPgp(Buffer.concat(keys));
  expect(block(key(away))).toBeUndefined();
  expect(block(key(away), key(away, 7))).toBeUndefined();
  expect(block(key(away), key([254, 9, 3], 7))).toBe("locked");
  expect(block(key([254, 9, 3]), Buffer.from([0xb4, 1, 65]), key([0], 7))).toBe("open");
  expect(block(Buffer.from([0xb4, 1, 65]), key([0]))).toBeUndefined();
});

test("a block of PGP is seen with its headings and its check sum, in a list of texts as well", () => {
  const bytes = packet(HEADINGS["old, two bytes"] ?? (() => []), PUBLIC.RSA ?? [0, curve], [254, 9, 3]).toString(
    "base64",
  );
  const lines = [
    ...[`-----BEGIN PGP PRIVATE ${"KEY"} BLOCK-----`, "Version: GnuPG v2.0.19 (GNU/Linux)", "Comment: it's mine", ""],
    ...(bytes.match(/.{1,64}/g) ?? []),
    ...["=wJN5", `-----END PGP PRIVATE ${"KEY"} BLOCK-----`],
  ];
  const [plain] = pemKeys(lines.join("\n"));
  expect(plain?.kind).toBe("locked private key");
  const listed = lines.filter((line) => !line.startsWith("Comment"));
  expect(pemKeys(listed.map((line) => `  '${line}'`).join(",\n"))).toMatchObject([{ kind: "locked private key" }]);
});
