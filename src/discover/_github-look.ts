import type { Finding } from "../std/finding.ts";
import { repositoryOf } from "./_github-where.ts";
import type { Applies, Look } from "./source.ts";

/** Whether it is known which repository at the forge is meant; nothing is asked there. */
export async function forgeApplies(look: Look): Promise<Applies> {
  const repository = await repositoryOf(look);
  return repository.ok ? { applies: true } : { applies: false, why: repository.fault.message };
}

export function noticesOf(source: string, notices: readonly string[]): readonly Finding[] {
  return notices.map((message) => ({ code: "forge-notice", severity: "info", file: source, message }));
}
