/** Largest report that is read, and how much is kept of what a tool prints. */
export const MAX_TOOL_REPORT_BYTES = 32 * 1024 * 1024;
/** How much of what a tool says against itself is kept, and how much of that is shown. */
export const MAX_SAID_TEXT_CHARS = 4_000;
export const MAX_SAID_CHARS = 200;
/** Reports that one pattern may mean. */
export const MAX_TOOL_REPORTS = 200;
/** Folders and files that are looked at for a pattern of reports, and how deep. */
export const MAX_REPORT_ENTRIES = 50_000;
export const MAX_REPORT_DEPTH = 12;
/** Largest settings file of a tool that is read to choose its command, and largest file whose line is quoted. */
export const MAX_CONFIG_BYTES = 1024 * 1024;
export const MAX_QUOTED_FILE_BYTES = 4 * 1024 * 1024;
/** Projects that a settings file of TypeScript may refer to and that are looked at. */
export const MAX_PROJECT_REFERENCES = 20;
/** Folders below the root that are projects of their own, and that are looked at. */
export const MAX_NESTED_PROJECTS = 50;
/** Folders below the root that may be such projects, and are asked. */
export const MAX_NESTED_FOLDERS = 5_000;
/** Problems of one look that are kept; more are said to be there. */
export const MAX_TOOL_SIGHTINGS = 50_000;
/** Characters of code, blanks and easily changed marks not counted, that tell a problem from others of its rule. */
export const CODE_CHARS = 60;
/** Characters of a line that a sighting quotes. */
export const MAX_LINE_QUOTE_CHARS = 300;
/** Problems of one rule become one ticket for each folder of this depth: more folders, more tickets. */
export const TOP_FOLDERS = 2;
