import { ok, type Result } from "../std/result.ts";
import type { ToolKit } from "./_tool.ts";
import { projectsOf } from "./_tool-projects.ts";
import { reportsOf } from "./_tool-reports.ts";
import { seenIn } from "./_tool-sightings.ts";
import type { Applies, Look, Seen, Source } from "./source.ts";

/** A source that reads what tools print. */
export function toolSource(kit: ToolKit): Source {
  return {
    name: kit.name,
    summary: kit.summary,
    applies: (look) => applies(look, kit),
    collect: (look) => collect(look, kit),
    group: kit.group,
    advise: kit.advise,
  };
}

async function applies(look: Look, kit: ToolKit): Promise<Applies> {
  const { command, report } = look.settings;
  if (command !== undefined || report !== undefined) return { applies: true };
  const { projects } = await projectsOf(look, kit.projectFiles);
  const isUsed = projects.some((project) => kit.choose(project).length > 0);
  return isUsed ? { applies: true } : { applies: false, why: kit.otherwise };
}

async function collect(look: Look, kit: ToolKit): Promise<Result<Seen>> {
  const reports = await reportsOf(look, kit);
  return reports.ok ? ok(await seenIn(look, kit, reports.value)) : reports;
}
