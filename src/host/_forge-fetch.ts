import { forgeFailed } from "../ports/forge-faults.ts";
import type { Fault } from "../std/fault.ts";
import { FORGE_ANSWER_LIMIT_BYTES, FORGE_REDIRECT_LIMIT, FORGE_REQUEST_LIMIT_MS } from "./limits.ts";

/** A request that is given up for a reason of ours; the library hands it on as the cause of its own error. */
export class ForgeRefusal extends Error {
  readonly fault: Fault;
  constructor(fault: Fault) {
    super(fault.message);
    this.fault = fault;
  }
}

export interface FetchBounds {
  readonly repository: string;
  readonly origin: string;
  readonly signal: AbortSignal;
}

/** A fetch that asks one server alone, so that the token goes nowhere else, and takes so much time and so many bytes and no more. */
export function boundedFetch({ repository, origin, signal }: FetchBounds): typeof fetch {
  const refuse = (reason: string): ForgeRefusal => new ForgeRefusal(forgeFailed({ repository, reason }));
  return async (target, init) => {
    let url = new URL(target instanceof Request ? target.url : target);
    for (let hop = 0; hop <= FORGE_REDIRECT_LIMIT; hop += 1) {
      if (url.origin !== origin) throw refuse(`it led to another server, ${url.protocol}//${url.host}`);
      const within = AbortSignal.any([signal, AbortSignal.timeout(FORGE_REQUEST_LIMIT_MS)]);
      const response = await fetch(url, { ...init, redirect: "manual", signal: within });
      const next = redirected(response, url);
      if (next === undefined) return whole(response, refuse);
      await response.body?.cancel();
      url = next;
    }
    throw refuse("it was sent from place to place without end");
  };
}

function redirected({ status, headers }: Response, from: URL): URL | undefined {
  const place = headers.get("location");
  if (![301, 302, 307, 308].includes(status) || place === null) return undefined;
  return URL.canParse(place, from) ? new URL(place, from) : undefined;
}

async function whole(response: Response, refuse: (reason: string) => Error): Promise<Response> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let total = 0;
  for await (const piece of response.body ?? []) {
    total += piece.byteLength;
    // Leaving the loop cancels the rest.
    if (total > FORGE_ANSWER_LIMIT_BYTES) throw refuse(`an answer has more than ${FORGE_ANSWER_LIMIT_BYTES} bytes`);
    pieces.push(new Uint8Array(piece));
  }
  const { status, statusText, headers } = response;
  const body = BODILESS.includes(status) ? null : new Blob(pieces);
  // A type that the blob might add would be taken for the server's.
  return new Response(body, { status, statusText, headers: new Headers(headers) });
}

/** Answers of which the standard allows no body. */
const BODILESS: readonly number[] = [101, 204, 205, 304];
