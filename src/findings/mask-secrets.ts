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
