import { faultKind } from "../../std/fault.ts";

export const settingsNotEditable = faultKind<{ readonly key: string; readonly value: string }>({
  code: "settings-not-editable",
  exit: "findings",
  summary: "docket.yaml is written in a way that the edit of one key does not know. It stays as it is.",
  message: ({ key }) => `${key} could not be written to docket.yaml, which was left as it is`,
  where: () => "docket.yaml",
  hint: ({ key, value }) => `write it by hand: ${key} is to be ${value}`,
});

/** Faults of edits of the settings; the reference in docs/ is made from this. */
export const settingsFaults = [settingsNotEditable] as const;
