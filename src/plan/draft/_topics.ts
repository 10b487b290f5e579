/** What is known of the thing that a criterion is about. */
export interface Told {
  /** What the wish is about, in its own words. */
  readonly object: string;
  /** Where it is done: a definition or a file, in back quotes; else the object. */
  readonly place: string;
}

/** What can go wrong, and what lies at the border, with things of one sort. Written once, and filled with the words of a wish. */
export interface Topic {
  readonly name: string;
  readonly words: readonly string[];
  /** Its words say something else where they only go with another thing: "the descriptions of an option". */
  readonly onlyAsThing?: true;
  readonly error: (told: Told) => string;
  readonly edge: (told: Told) => string;
}

/** The first ones that a wish speaks of are taken, so the more special come first. */
export const TOPICS: readonly Topic[] = [
  {
    name: "sign-in",
    words: [
      "login",
      "log in",
      "sign in",
      "signin",
      "sso",
      "oauth",
      "password",
      "passkey",
      "session",
      "authentication",
      "auth",
      "token",
    ],
    error: ({ object }) =>
      `Given a wrong, expired or missing credential, when ${object} is tried, then it is refused, nothing is signed in, and the answer does not say which part was wrong`,
    edge: ({ object }) =>
      `Given a session that was open before, when it ends or is withdrawn, then ${object} gives it no access any more, and no credential stands in a log`,
  },
  {
    name: "permission",
    words: ["permission", "role", "access", "authorization", "authorisation", "admin"],
    error: ({ object }) =>
      `Given somebody without the right, when they ask for ${object}, then they are refused and nothing changes`,
    edge: ({ object }) =>
      `Given somebody whose right was taken away meanwhile, when they go on with ${object}, then the next step is refused`,
  },
  {
    name: "flag",
    words: ["flag", "option", "argument", "switch", "parameter", "subcommand", "cli"],
    onlyAsThing: true,
    error: ({ object, place }) =>
      `Given a value that ${object} cannot take, or one that is missing, when ${place} reads it, then it is refused with a message that names it and says what is allowed`,
    edge: ({ object }) => `Given a call without ${object}, when it runs, then everything is as it was before`,
  },
  {
    name: "cookie or header",
    words: ["cookie", "header", "etag", "content type", "cors"],
    error: ({ object, place }) =>
      `Given a header or cookie that is malformed, when ${place} reads it for ${object}, then it is left out or refused as documented, and no exception reaches the caller`,
    edge: ({ object }) =>
      `Given the header or cookie twice, empty, or absent, when ${object} is at work, then each of the three has a test with its outcome`,
  },
  {
    name: "route",
    words: ["route", "router", "routing", "url", "path", "redirect", "query string", "param", "host", "hostname"],
    error: ({ object, place }) =>
      `Given a path that fits nothing, or one with broken percent-encoding, when ${place} gets it, then ${object} ends in the documented error and not in an exception`,
    edge: ({ object }) =>
      `Given a trailing slash, an encoded character and an empty segment, when ${object} meets them, then each has a test with its outcome`,
  },
  {
    name: "network",
    words: [
      "http",
      "request",
      "fetch",
      "download",
      "upload",
      "retry",
      "network",
      "webhook",
      "api",
      "server",
      "response",
      "socket",
      "proxy",
    ],
    error: ({ object }) =>
      `Given the other side is slow, answers with an error or goes away, when ${object} is under way, then it ends within its limit and says which of them it was`,
    edge: ({ object }) =>
      `Given an empty body and one at the size limit, when ${object} handles them, then both are handled without cutting anything off`,
  },
  {
    name: "stream",
    words: ["stream", "pipe", "stdin", "stdout", "buffer", "chunk"],
    error: ({ object }) =>
      `Given a stream that breaks off in the middle, when ${object} reads it, then the failure is told and what was opened is closed`,
    edge: ({ object }) =>
      `Given an empty stream and one cut within a character, when ${object} reads them, then nothing is lost or made up`,
  },
  {
    name: "time",
    words: [
      "timeout",
      "ttl",
      "expire",
      "expiry",
      "deadline",
      "date",
      "timezone",
      "time zone",
      "schedule",
      "interval",
      "delay",
      "clock",
    ],
    error: ({ object, place }) =>
      `Given a time that is none, negative or not a number, when ${place} gets it, then it is refused and ${object} keeps its last sound value`,
    edge: ({ object }) =>
      `Given the very moment of the border, one unit before and one after, when ${object} looks at the clock, then the outcome is the documented one in all three`,
  },
  {
    name: "cache",
    words: ["cache", "memoize", "memoise", "cached"],
    error: ({ object, place }) =>
      `Given the source behind it fails, when ${place} asks for a value, then the failure is passed on and ${object} keeps no failed value`,
    edge: ({ object }) =>
      `Given a value that went stale or was pushed out, when it is asked for again, then ${object} gives the fresh one`,
  },
  {
    name: "concurrency",
    words: ["lock", "race", "concurrent", "concurrency", "parallel", "deadlock", "queue", "worker"],
    error: ({ object }) =>
      `Given a holder that dies in the middle, when the next one comes, then ${object} is free again and nothing half done stays`,
    edge: ({ object }) =>
      `Given two that come at the same moment, when both ask for ${object}, then exactly one goes first and neither result is lost`,
  },
  {
    name: "stored data",
    words: [
      "database",
      "db",
      "migration",
      "migrate",
      "schema",
      "table",
      "sql",
      "persist",
      "persistence",
      "store",
      "storage",
    ],
    error: ({ object }) =>
      `Given it is stopped in the middle, when it is run again, then ${object} ends in the same state as without the stop, and no data is lost`,
    edge: ({ object }) =>
      `Given data written by the version before, when ${object} meets it, then it is read or carried over, with a sample of it in a test`,
  },
  {
    name: "search or list",
    words: ["list", "filter", "search", "sort", "pagination", "column", "columns"],
    error: ({ object, place }) =>
      `Given a filter or field that does not exist, when ${place} is asked for ${object}, then it says so and names those that do`,
    edge: ({ object }) =>
      `Given nothing fits, one thing fits, and more fit than are shown, when ${object} is asked for, then the empty answer, the one, and the count of the rest are right`,
  },
  {
    name: "text in a format",
    words: [
      "parse",
      "parser",
      "json",
      "yaml",
      "csv",
      "xml",
      "markdown",
      "toml",
      "regex",
      "format",
      "encoding",
      "utf",
      "unicode",
      "decode",
      "encode",
      "import",
      "export",
      "frontmatter",
    ],
    error: ({ object, place }) =>
      `Given text that is not well-formed, when ${place} reads it for ${object}, then it says what is wrong and where, and keeps nothing half read`,
    edge: ({ object }) =>
      `Given empty text, text of one character and characters beyond ASCII, when ${object} handles them, then nothing is lost or changed`,
  },
  {
    name: "settings",
    words: ["config", "configuration", "setting", "default", "environment", "env", "variable"],
    error: ({ object, place }) =>
      `Given a value of the wrong type, when ${place} reads it, then it is refused by name and ${object} falls back to nothing silently`,
    edge: ({ object }) =>
      `Given settings from before the change, when they are read, then ${object} has its default and nothing else changes`,
  },
  {
    name: "file",
    words: ["file", "folder", "directory", "disk", "symlink", "extension", "attachment", "static"],
    error: ({ object, place }) =>
      `Given a file that is missing, unreadable or a folder, when ${place} opens it, then it says which path and why, and ${object} leaves nothing half written`,
    edge: ({ object }) =>
      `Given an empty file, a name with spaces and a path that leads out of the folder, when ${object} meets them, then the first two work and the third is refused`,
  },
  {
    name: "message",
    words: ["error", "message", "log", "logging", "warning", "exception", "hint", "suggestion", "stack"],
    error: ({ object, place }) =>
      `Given the failure that ${object} is about, when it happens in ${place}, then the message says what, where and the way out, and holds no secret`,
    edge: ({ object }) =>
      `Given a failure of another kind, when it happens, then its message and exit code are as before ${object}`,
  },
  {
    name: "hook",
    words: ["hook", "middleware", "plugin", "event", "callback", "listener", "handler", "emit"],
    error: ({ object, place }) =>
      `Given a handler that throws or rejects, when ${place} calls it, then the error goes where other errors go, and ${object} leaves the next call untouched`,
    edge: ({ object }) =>
      `Given none and several handlers, when ${object} takes place, then they run in the order in which they were added, each once`,
  },
  {
    name: "screen",
    words: [
      "button",
      "form",
      "dialog",
      "screen",
      "render",
      "template",
      "color",
      "colour",
      "help",
      "output",
      "print",
      "terminal",
      "width",
      "wrap",
      "completion",
      "board",
    ],
    error: ({ object, place }) =>
      `Given content that cannot be shown, when ${place} has to show ${object}, then a plain form of it appears instead of nothing`,
    edge: ({ object }) =>
      `Given a very narrow and a very wide screen, and text with control characters, when ${object} is shown, then no word is lost and no control character gets through`,
  },
  {
    name: "types",
    words: ["type", "typing", "typings", "typescript", "generic", "inference", "signature"],
    error: ({ object, place }) =>
      `Given a wrong use of ${place}, when types are checked, then it is an error: a test holds the line on which ${object} must not compile`,
    edge: ({ object }) =>
      `Given the uses that compiled before, when types are checked, then ${object} lets them compile without a cast`,
  },
  {
    name: "version",
    words: ["version", "semver", "release", "dependency", "package", "node"],
    error: ({ object }) =>
      `Given the oldest version that is supported, when the checks run on it, then ${object} does not break it, or the refusal names the version needed`,
    edge: ({ object }) => `Given a fresh install without caches, when the checks run, then ${object} holds there too`,
  },
];
