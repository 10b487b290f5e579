type Sqlite = typeof import("node:sqlite");

/**
 * node:sqlite, loaded at first use: verbs that need no database do not pay for it. Older releases of Node warn that it is
 * experimental as they load it; the user can do nothing about that, so this one warning is dropped.
 */
export function sqlite(): Sqlite {
  const emitWarning = process.emitWarning;
  process.emitWarning = (warning: string | Error, ...rest: unknown[]) => {
    if (rest[0] === "ExperimentalWarning") return;
    Reflect.apply(emitWarning, process, [warning, ...rest]);
  };
  try {
    return process.getBuiltinModule("node:sqlite");
  } finally {
    process.emitWarning = emitWarning;
  }
}

const BUSY = 5;
const LOCKED = 6;
const READ_ONLY = 8;
const FULL = 13;

/** Why SQLite refused, as far as callers tell the reasons apart. */
export function sqliteRefusal(error: unknown): "busy" | "read-only" | "full" | "other" {
  if (!(error instanceof Error) || !("errcode" in error) || typeof error.errcode !== "number") return "other";
  switch (error.errcode & 0xff) {
    case BUSY:
    case LOCKED:
      return "busy";
    case READ_ONLY:
      return "read-only";
    case FULL:
      return "full";
    default:
      return "other";
  }
}
