import { INPUT_LIMITS } from "../ops/check-input.ts";
import type { Fields } from "../ops/op.ts";
import type { Terminal } from "../ports/terminal.ts";
import { err, ok, type Result } from "../std/result.ts";
import type { Raw } from "./_arguments.ts";
import { spelling } from "./_spelling.ts";
import { stdinTwice } from "./faults.ts";

/** Puts standard input in the place of `-` where a field allows it; one field of a call at most. */
export async function fillFromStdin(fields: Fields, raw: Raw, terminal: Terminal): Promise<Result<Raw>> {
  const names = Object.keys(raw).filter((name) => raw[name] === "-" && fields[name]?.stdin === true);
  const [name] = names;
  if (name === undefined) return ok(raw);
  if (names.length > 1) {
    return err(stdinTwice({ flags: names.map((one) => spelling(one, fields[one])).join(", ") }));
  }
  const text = await terminal.readInput(INPUT_LIMITS.textBytes);
  return text.ok ? ok({ ...raw, [name]: text.value }) : text;
}
