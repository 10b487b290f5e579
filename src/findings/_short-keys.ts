const MARK = "-----BEGIN ";
/** Its parts never mean the same sign and its length is bounded, so that no text keeps it busy. */
const PEM = /-----BEGIN (EC |)PRIVATE KEY-----((?:[A-Za-z0-9+/=]|\s|\\[nr]){60,500})-----END \1PRIVATE KEY-----/g;
const SEQUENCE = 0x30;
/** Up to here the length stands in one byte. */
const SHORT_BYTES = 127;

export interface KeySpot {
  readonly start: number;
  readonly end: number;
  readonly kind: "private key";
}

/**
 * Private keys of up to 129 bytes, as those of P-256 and Ed25519 are. Secretlint looks for the two bytes of length that a larger one begins
 * with, and passes over these.
 */
export function shortKeys(text: string): readonly KeySpot[] {
  if (!text.includes(MARK)) return [];
  return [...text.matchAll(PEM)].flatMap(({ 0: all, 2: body = "", index }) =>
    isShortKey(body) ? [{ start: index, end: index + all.length, kind: "private key" as const }] : [],
  );
}

/** A sequence that says its own length, and keeps it: no text made up as an example does. */
function isShortKey(body: string): boolean {
  const bytes = Buffer.from(body.replace(/\s|\\[nr]/g, ""), "base64");
  const [tag, length = 0] = bytes;
  return tag === SEQUENCE && length <= SHORT_BYTES && bytes.length === length + 2;
}
