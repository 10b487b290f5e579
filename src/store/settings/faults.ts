import { faultKind } from "../../std/fault.ts";
import type { Problem } from "./_yaml.ts";

interface BadSettings {
  /** Path as the person knows it. */
  readonly file: string;
  readonly problems: readonly Problem[];
}

/** A verb that must not go on with settings it cannot trust. */
export const settingsFault = faultKind<BadSettings>({
  code: "settings-invalid",
  exit: "usage",
  summary: "docket.yaml has an unknown key, a wrong value or is not valid YAML.",
  message: ({ problems }) => {
    const first = problems[0]?.message ?? "the settings are not valid";
    return problems.length > 1 ? `${first} (and ${problems.length - 1} more)` : first;
  },
  where: ({ file, problems }) =>
    [file, problems[0]?.line, problems[0]?.column].filter((part) => part !== undefined).join(":"),
  hint: ({ problems }) => problems[0]?.hint ?? "docket doctor lists all of them; docs/settings.md explains each key",
});

export const settingsFaults = [settingsFault] as const;
