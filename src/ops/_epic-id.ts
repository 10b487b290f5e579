import { err, ok, type Result } from "../std/result.ts";
import { epicIdNotValid } from "./faults.ts";

const EPIC_ID = /^E-[A-Za-z0-9][A-Za-z0-9-]{0,63}$/;

/** Checks the id of an epic that somebody names. */
export function checkEpicId(id: string): Result<string> {
  return EPIC_ID.test(id) ? ok(id) : err(epicIdNotValid({ id }));
}
