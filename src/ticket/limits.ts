/** Largest ticket file that is read at all; store passes it to `files.read`. */
export const MAX_TICKET_BYTES = 8 * 1024 * 1024;

/** Largest frontmatter, in characters. */
export const MAX_FRONTMATTER_CHARS = 256 * 1024;

/** Deepest nesting of lists and maps in frontmatter. */
export const MAX_YAML_DEPTH = 12;

/** Most values (list items and map entries, nested ones included) in one frontmatter. */
export const MAX_YAML_NODES = 20_000;

/** Problems reported for one file; what comes after is most likely caused by the first ones. */
export const MAX_PROBLEMS = 50;

export const MAX_TITLE_CHARS = 200;

/** Largest text that may be given for a body, section or event. */
export const MAX_BODY_BYTES = 256 * 1024;

/** Longest text in one frontmatter value that a person or agent may set. */
export const MAX_VALUE_CHARS = 10_000;

export const MAX_LABEL_CHARS = 64;

export const MAX_SLUG_CHARS = 48;
