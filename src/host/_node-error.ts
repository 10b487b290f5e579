import { fileExists, fileFailed, fileNoSpace, fileNotFound, fileReadOnly } from "../ports/faults.ts";
import type { Fault } from "../std/fault.ts";

/** The code the operating system gave, such as ENOENT; an empty text for anything else that was thrown. */
export function errorCode(error: unknown): string {
  if (!(error instanceof Error) || !("code" in error)) return "";
  return typeof error.code === "string" ? error.code : "";
}

export function errorReason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** A refusal to read, as a fault. */
export function readFault(path: string, error: unknown): Fault {
  return errorCode(error) === "ENOENT" ? fileNotFound({ path }) : fileFailed({ path, reason: plainReason(error) });
}

/** A refusal to write, as a fault. */
export function writeFault(path: string, error: unknown): Fault {
  switch (errorCode(error)) {
    case "ENOSPC":
    case "EDQUOT":
      return fileNoSpace({ path });
    case "EROFS":
    case "EACCES":
    case "EPERM":
      return fileReadOnly({ path });
    case "EEXIST":
      return fileExists({ path });
    default:
      return readFault(path, error);
  }
}

/** Node's own text repeats the path; the fault names it already. */
function plainReason(error: unknown): string {
  if (errorCode(error) === "ERR_INVALID_ARG_VALUE") return "the path holds a NUL character";
  return errorReason(error).replace(/, \w+ '.*$/s, "");
}
