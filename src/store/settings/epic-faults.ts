import { faultKind } from "../../std/fault.ts";

export const epicExists = faultKind<{ readonly id: string }>({
  code: "epic-exists",
  exit: "usage",
  summary: "An epic with this id is in the registry already.",
  message: ({ id }) => `epic ${id} exists already`,
});

export const epicUnknown = faultKind<{ readonly id: string; readonly known: readonly string[] }>({
  code: "epic-unknown",
  exit: "notFound",
  summary: "There is no epic with this id in the registry.",
  message: ({ id }) => `there is no epic ${JSON.stringify(id.slice(0, 80))}`,
  hint: ({ known }) => {
    const way = "make one with: docket epic ID --title TITLE";
    return known.length === 0 ? way : `epics are ${known.slice(0, 20).join(", ")}; ${way}`;
  },
});

export const epicsNotEditable = faultKind<{ readonly reason: string }>({
  code: "epics-not-editable",
  exit: "findings",
  summary:
    "The epic registry cannot be changed safely: it has findings, or is written in a way the edit does not know.",
  message: ({ reason }) => `the epic registry was left as it is: ${reason}`,
  hint: () => "docket doctor shows what is wrong with the file; or edit it by hand",
});

/** Every fault of the epic registry; the reference in docs/ is made from this. */
export const epicFaults = [epicExists, epicUnknown, epicsNotEditable] as const;
