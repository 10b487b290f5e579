import type { SecretSpot } from "../findings/secret-search.ts";

/**
 * What has the form of a secret and is none: an example that says so itself. It is told by what no real one has, so that nothing real is passed
 * over: a password that is the word "password", a host whose name is kept for examples, a token with six equal signs in a row.
 */
export function isExample({ kind }: Pick<SecretSpot, "kind">, secret: string): boolean {
  if (kind === "aws account id") return true;
  if (kind === "private key" || kind === "locked private key") return isHandle(secret);
  if (secret.includes("://")) return isExampleAddress(secret);
  // Amazon marks its own examples; a token of any maker is drawn by chance, and one in a million million has such a row.
  return /EXAMPLE/.test(secret) || /([A-Za-z0-9])\1{5}/.test(secret);
}

/** What OpenSSH keeps of a key that never leaves its security key: without that it opens nothing. */
function isHandle(pem: string): boolean {
  const [, body] = /-----BEGIN OPENSSH PRIVATE KEY-----([^-]+)/.exec(pem) ?? [];
  return body !== undefined && HANDLE.test(Buffer.from(body.replace(/\s|\\n/g, ""), "base64").toString("latin1"));
}

const HANDLE = /sk-(?:ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com/;

function isExampleAddress(address: string): boolean {
  const parts = /:\/\/([^/:@]*):([^/]*)@([^/:?#]*)/.exec(address);
  if (parts === null) return false;
  const [, user = "", password = "", host = ""] = parts.map(plain);
  // Whoever comes as nobody may say anything for a password.
  if (`${user}:${password}` === "scott:tiger" || user === "anonymous") return true;
  // In a real address these are written in another way.
  if (/[<>[\]{}]|&[lg]t;/.test(`${user}${password}`)) return true;
  return WORD.test(password) || KEPT_HOST.test(host);
}

/** Placeholders: `pass`, `your-password`, `<db_password>`. */
const WORD =
  /^(?:(?:my|your|some|the|a|db|database|user)[ _-]?)?(?:pass|p[a@]ss ?w(?:or)?d|pwd|pw|secret|x{3,}|\*{3,}|\.{3,})$/i;
/** Names that are kept for examples and tests for ever, and a host that is called host. */
const KEPT_HOST =
  /(?:^|\.)(?:example(?:\.(?:com|net|org))?|test|invalid)$|^(?:(?:my|your|some)[_-]?)?host(?:name)?\d*$/i;

function plain(part: string): string {
  return part.replace(/%([0-7][0-9A-F])/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
