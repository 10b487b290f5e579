/** What `%20` and its like stand for; a sequence that is none stays as it is. */
export function decodeUri(uri: string): string {
  return uri.replaceAll(/(?:%[0-9A-Fa-f]{2})+/g, (escaped) => {
    const bytes = Uint8Array.from(escaped.slice(1).split("%"), (pair) => Number.parseInt(pair, 16));
    return new TextDecoder().decode(bytes);
  });
}

/** The scheme of an address; a drive's letter is none. */
export function schemeOf(uri: string): string | undefined {
  return /^([A-Za-z][A-Za-z0-9+.-]+):/.exec(uri)?.[1]?.toLowerCase();
}
