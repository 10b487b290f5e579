import { SECRET_PIECE_CHARS } from "./limits.ts";
import { secretSearch } from "./secret-search.ts";

/** The text with every secret in it replaced by its kind; for logs and for everything that leaves the machine. */
export async function maskSecrets(text: string): Promise<string> {
  const search = await secretSearch();
  const masked: string[] = [];
  for (const piece of piecesOf(text)) {
    const spots = [...(await search(piece, "output.log"))].sort((a, b) => a.start - b.start);
    let at = 0;
    for (const { start, end, kind } of spots.filter((spot) => spot.end > spot.start)) {
      if (start >= at) masked.push(piece.slice(at, start), `[masked: ${kind}]`);
      at = Math.max(at, end);
    }
    masked.push(piece.slice(at));
  }
  return masked.join("");
}

/** Parts texts that are searched together: no secret goes over a line of this. */
const PARTING = "\n\u0000\u0001\u0000\n";

/**
 * The same for many short texts: loading and asking the rules once for each of them would take longer than reading the files they
 * come from.
 */
export async function maskSecretsInEach(texts: readonly string[]): Promise<readonly string[]> {
  const masked = (await maskSecrets(texts.map((text) => text.replaceAll("\u0000", "")).join(PARTING))).split(PARTING);
  if (masked.length === texts.length) return masked;
  // Something over several texts looked like one secret, as the halves of a key do.
  return Promise.all(texts.map(maskSecrets));
}

function piecesOf(text: string): readonly string[] {
  const pieces: string[] = [];
  for (let at = 0; at < text.length; ) {
    const end = text.length - at <= SECRET_PIECE_CHARS ? text.length : lineEndBefore(text, at + SECRET_PIECE_CHARS, at);
    pieces.push(text.slice(at, end));
    at = end;
  }
  return pieces;
}

function lineEndBefore(text: string, limit: number, from: number): number {
  const found = text.lastIndexOf("\n", limit - 1);
  return found > from ? found + 1 : limit;
}
