import { faultKind } from "../std/fault.ts";

interface Named {
  readonly name: string;
}

interface Because {
  readonly reason: string;
}

export const titleRefused = faultKind<Because>({
  code: "title-refused",
  exit: "usage",
  summary: "A title is empty, too long, or holds line breaks or control characters.",
  message: ({ reason }) => `the title ${reason}`,
  where: () => "title",
  hint: () => "give one line of plain text and put the rest into the body",
});

export const labelRefused = faultKind<Named>({
  code: "label-refused",
  exit: "usage",
  summary: "A label holds something beyond letters, digits and `. _ - / : +`.",
  message: ({ name }) => `${JSON.stringify(name)} cannot be a label`,
  where: () => "label",
  hint: () =>
    "use letters, digits and . _ - / : + without blanks, at most 64 characters; each of several labels is given by itself",
});

export const bodyRefused = faultKind<Because>({
  code: "body-refused",
  exit: "usage",
  summary: "A body is too large, holds NUL or is not valid Unicode.",
  message: ({ reason }) => `the text ${reason}`,
  where: () => "body",
  hint: () => "keep large or binary material in a file and refer to it with --ref",
});

export const fieldRefused = faultKind<Named & Because>({
  code: "field-refused",
  exit: "usage",
  summary: "A value does not fit its field.",
  message: ({ name, reason }) => `${name} ${reason}`,
  where: ({ name }) => name,
});

export const fieldNameRefused = faultKind<Named>({
  code: "field-name-refused",
  exit: "usage",
  summary: "A field's name cannot be used in frontmatter.",
  message: ({ name }) => `${JSON.stringify(name)} cannot be the name of a field`,
  where: ({ name }) => name,
  hint: () => "use letters, digits, dashes and underscores, beginning with a letter",
});

export const fieldNeeded = faultKind<Named>({
  code: "field-needed",
  exit: "usage",
  summary: "A field that every ticket has was to be removed.",
  message: ({ name }) => `every ticket needs the field ${name}; it cannot be removed`,
  where: ({ name }) => name,
});

export const fieldTwice = faultKind<Named & { readonly line: number }>({
  code: "field-twice",
  exit: "findings",
  summary: "The field to be changed stands twice in the frontmatter.",
  message: ({ name }) => `the field ${name} stands twice in this ticket, so it is not clear which one is meant`,
  where: ({ name, line }) => `${name} (line ${line})`,
  hint: () => "remove one of the two lines in an editor, then run the command again",
});

export const sectionRefused = faultKind<Named & Because>({
  code: "section-refused",
  exit: "usage",
  summary: "A section cannot hold the text given, or its name is reserved.",
  message: ({ name, reason }) => `the section ${JSON.stringify(name)} ${reason}`,
  where: ({ name }) => name,
  hint: () => "use ### for headings inside a section, and close every code fence and HTML comment",
});

export const eventRefused = faultKind<Because>({
  code: "event-refused",
  exit: "usage",
  summary: "An event cannot be written: its kind, id or an attribute's name is not usable.",
  message: ({ reason }) => `the event ${reason}`,
});

export const ticketUnreadable = faultKind<Because & { readonly line?: number }>({
  code: "ticket-unreadable",
  exit: "findings",
  summary: "A ticket's file is broken, so it is not changed.",
  message: ({ reason }) => `the ticket's file cannot be read: ${reason}`,
  where: ({ line }) => (line === undefined ? undefined : `line ${line}`),
  hint: () => "mend the file in an editor, or run docket doctor to see what is wrong; nothing was changed",
});

export const editUnfaithful = faultKind<Because>({
  code: "edit-unfaithful",
  exit: "findings",
  summary: "Reading a changed ticket again did not give what was asked, so the change was not made.",
  message: ({ reason }) => `the change was not made, because reading it back gave something else: ${reason}`,
  hint: () => "run docket doctor on the ticket; the file is as it was",
});

/** Every fault of this room; the reference in docs/ is made from this. */
export const ticketFaults = [
  titleRefused,
  labelRefused,
  bodyRefused,
  fieldRefused,
  fieldNameRefused,
  fieldNeeded,
  fieldTwice,
  sectionRefused,
  eventRefused,
  ticketUnreadable,
  editUnfaithful,
] as const;
