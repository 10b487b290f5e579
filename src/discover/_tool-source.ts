import { ok, type Result } from "../std/result.ts";
import type { ToolKit } from "./_tool.ts";
import { projectOf } from "./_tool-project.ts";
import { reportsOf } from "./_tool-reports.ts";
import { seenIn } from "./_tool-sightings.ts";
import type { Applies, Look, Seen, Source } from "./source.ts";

/** A source that reads what tools print. */
export function toolSource(kit: ToolKit): Source {
  return {
    name: kit.name,
    summary: kit.summary,
    applies: async (look) => applies(look, kit),
    collect: (look) => collect(look, kit),
    group: kit.group,
    advise: kit.advise,
  };
}

function applies(look: Look, kit: ToolKit): Applies {
  const { command, report } = look.settings;
  const isNamed = command !== undefined || report !== undefined;
  if (isNamed || kit.choose(projectOf(look)).length > 0) return { applies: true };
  return { applies: false, why: kit.otherwise };
}

async function collect(look: Look, kit: ToolKit): Promise<Result<Seen>> {
  const reports = await reportsOf(look, kit);
  return reports.ok ? ok(await seenIn(look, kit, reports.value)) : reports;
}
