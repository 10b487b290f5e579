/** Bytes of a stream, kept up to a limit. */
export interface Collected {
  add(chunk: Uint8Array): void;
  readonly overflowed: boolean;
  bytes(): Uint8Array;
}

export function collected(limitBytes: number): Collected {
  const chunks: Uint8Array[] = [];
  let length = 0;
  let overflowed = false;
  return {
    add: (chunk) => {
      const room = limitBytes - length;
      if (chunk.byteLength > room) overflowed = true;
      if (room <= 0) return;
      const kept = chunk.subarray(0, room);
      chunks.push(kept);
      length += kept.byteLength;
    },
    get overflowed() {
      return overflowed;
    },
    bytes: () => {
      const only = chunks.length === 1 ? chunks[0] : undefined;
      return new Uint8Array(only ?? Buffer.concat(chunks, length));
    },
  };
}
