import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Files } from "../ports/files.ts";
import { parseJson } from "../std/json.ts";
import { FORGE_ANSWER_LIMIT_BYTES, FORGE_CACHE_FILES } from "./limits.ts";

/** An answer that GitHub may be asked about again. */
export interface KeptAnswer {
  readonly url: string;
  readonly etag: string;
  /** Where the next page is. */
  readonly link: string;
  readonly data: unknown;
}

export interface ForgeCache {
  find(url: string): KeptAnswer | undefined;
  keep(answer: KeptAnswer): void;
}

/** Answers in a folder, a file each. What cannot be read or written is asked for again, and nothing is lost by it. */
export function forgeCache(files: Files, folder: string): ForgeCache {
  const known = files.list(folder);
  if (known.ok && known.value.length > FORGE_CACHE_FILES) files.removeFolder(folder);
  const pathOf = (url: string): string =>
    join(folder, `${createHash("sha256").update(url).digest("hex").slice(0, 32)}.json`);
  return {
    find: (url) => {
      const bytes = files.read(pathOf(url), FORGE_ANSWER_LIMIT_BYTES);
      const kept = bytes.ok ? keptAnswer(parseJson(new TextDecoder().decode(bytes.value))) : undefined;
      return kept?.url === url ? kept : undefined;
    },
    keep: (answer) => {
      const made = files.makeFolder(folder);
      if (made.ok) files.writeAtomic(pathOf(answer.url), new TextEncoder().encode(JSON.stringify(answer)));
    },
  };
}

function keptAnswer(value: unknown): KeptAnswer | undefined {
  if (typeof value !== "object" || value === null || !("data" in value)) return undefined;
  const [url, etag, link] = ["url", "etag", "link"].map((name) => textOf(value, name));
  if (url === undefined || etag === undefined || link === undefined) return undefined;
  return { url, etag, link, data: value.data };
}

function textOf(value: object, name: string): string | undefined {
  const text: unknown = Reflect.get(value, name);
  return typeof text === "string" ? text : undefined;
}
