import { faultKind } from "../std/fault.ts";

interface AtPath {
  readonly path: string;
}

export const fileNotFound = faultKind<AtPath>({
  code: "file-not-found",
  exit: "notFound",
  summary: "A file or folder that is needed is not there.",
  message: ({ path }) => `there is nothing at ${path}`,
});

export const fileExists = faultKind<AtPath>({
  code: "file-exists",
  exit: "held",
  summary: "A new file was to be made where there is one already.",
  message: ({ path }) => `${path} exists already`,
});

export const fileTooLarge = faultKind<AtPath & { readonly maxBytes: number }>({
  code: "file-too-large",
  exit: "usage",
  summary: "A file is larger than Docket reads.",
  message: ({ path, maxBytes }) => `${path} is larger than the limit of ${maxBytes} bytes`,
  hint: () => "move large material into a file of its own and refer to it with --ref",
});

export const fileNoSpace = faultKind<AtPath>({
  code: "file-no-space",
  exit: "findings",
  summary: "The disk is full; nothing was changed.",
  message: ({ path }) => `no space left on the disk to write ${path}`,
  hint: () => "free some space and run the command again; nothing was changed",
});

export const fileReadOnly = faultKind<AtPath>({
  code: "file-read-only",
  exit: "findings",
  summary: "A file or folder may not be written.",
  message: ({ path }) => `${path} may not be written`,
  hint: () => "check the permissions of the folder, or whether the file system is mounted read-only",
});

export const fileFailed = faultKind<AtPath & { readonly reason: string }>({
  code: "file-failed",
  exit: "findings",
  summary: "The operating system refused to read or write a file.",
  message: ({ path, reason }) => `${path}: ${reason}`,
});

export const gitMissing = faultKind<Record<string, never>>({
  code: "git-missing",
  exit: "usage",
  summary: "The git program is not installed.",
  message: () => "the git program was not found",
  hint: () => "install git 2.39 or newer, or keep the backlog without git: docket init --home tree",
});

export const gitTooSlow = faultKind<{ readonly args: string; readonly limitMs: number }>({
  code: "git-too-slow",
  exit: "findings",
  summary: "A git call did not end within its limit and was stopped.",
  message: ({ args, limitMs }) => `git ${args} did not end within ${limitMs / 1000} s`,
});

export const gitOutputTooLarge = faultKind<{ readonly args: string; readonly limitBytes: number }>({
  code: "git-output-too-large",
  exit: "findings",
  summary: "A git call printed more than its limit and was stopped.",
  message: ({ args, limitBytes }) => `git ${args} printed more than ${limitBytes} bytes`,
});

export const lockHeld = faultKind<{ readonly holder: string; readonly waitedMs: number }>({
  code: "lock-held",
  exit: "held",
  summary: "Another writer holds the backlog for longer than we wait.",
  message: ({ holder, waitedMs }) => `the backlog is being written by ${holder}; waited ${waitedMs / 1000} s`,
  hint: () => "run the command again in a moment",
});

export const sqlFailed = faultKind<AtPath & { readonly reason: string }>({
  code: "sql-failed",
  exit: "findings",
  summary: "The index could not be read or written; it is rebuilt when that is possible.",
  message: ({ path, reason }) => `${path}: ${reason}`,
});

export const sqlBusy = faultKind<AtPath>({
  code: "sql-busy",
  exit: "held",
  summary: "Another process is at work on the index for longer than we wait.",
  message: ({ path }) => `${path} is in use by another process`,
  hint: () => "run the command again in a moment",
});

interface BadVariable {
  readonly name: string;
  readonly value: string;
  readonly expected: string;
}

export const environmentInvalid = faultKind<BadVariable>({
  code: "environment-invalid",
  exit: "usage",
  summary: "A variable of the environment that the program reads holds something it cannot use.",
  message: ({ name, value, expected }) => `${name} is ${JSON.stringify(value)}, but must be ${expected}`,
  hint: ({ name }) => `correct ${name}, or unset it`,
});

export const editorMissing = faultKind<Record<string, never>>({
  code: "editor-missing",
  exit: "usage",
  summary: "An editor was needed and neither VISUAL nor EDITOR names one.",
  message: () => "no editor is set",
  hint: () => "set EDITOR, or say what to change with flags: docket edit --help",
});

interface EditorEnd {
  readonly command: string;
  readonly reason: string;
  /** Where the text is that was saved before. */
  readonly kept: string | undefined;
}

export const editorFailed = faultKind<EditorEnd>({
  code: "editor-failed",
  exit: "findings",
  summary: "The editor could not be started or ended with an error; nothing was changed.",
  message: ({ command, reason }) => `the editor ${JSON.stringify(command)} failed: ${reason}`,
  hint: ({ kept }) =>
    kept === undefined
      ? "set EDITOR to an editor that runs here"
      : `nothing was changed; what you saved is kept in ${kept}`,
});

/** Every fault a port may answer with; the reference in docs/ is made from this. */
export const portFaults = [
  fileNotFound,
  fileExists,
  fileTooLarge,
  fileNoSpace,
  fileReadOnly,
  fileFailed,
  gitMissing,
  gitTooSlow,
  gitOutputTooLarge,
  lockHeld,
  sqlFailed,
  sqlBusy,
  environmentInvalid,
  editorMissing,
  editorFailed,
] as const;
