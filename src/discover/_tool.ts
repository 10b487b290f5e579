import type { Severity } from "../evidence/sighting.ts";
import type { Problem } from "../findings/problems/problem.ts";
import type { Project } from "./_tool-project.ts";
import type { Look, Source } from "./source.ts";

/** One call of a tool that Docket chose by what the repository uses. */
export interface Tool {
  readonly name: string;
  /** The formats its report can have. */
  readonly formats: readonly string[];
  /** A name that is looked for in node_modules/.bin and then among the machine's programs. */
  readonly program: string;
  readonly args: readonly string[];
  /** True when the tool runs code of the repository, such as settings that are a program: then a person must have agreed. */
  readonly runsTheirCode: boolean;
  /** How it says that nothing is wrong, where that is another way than that of its kind. */
  readonly silence?: ToolKit["silence"];
  /** The file that its problems are about where it names none. */
  readonly file?: string;
}

/** What sets one source of this kind apart from the others. */
export interface ToolKit extends Pick<Source, "name" | "summary" | "group" | "advise"> {
  /** Every format that a command or a report of the settings may have. */
  readonly formats: readonly string[];
  /** The tools for a repository; none when there is nothing for this source. */
  choose(project: Project): readonly Tool[];
  /** Files that make a folder below the root a project of its own, for tools that look at one project at a time. */
  readonly projectFiles: readonly string[];
  /** Whether such a folder is looked at by itself, or only where no folder above it uses the same tool, which then looks at all below. */
  readonly nested: "each" | "topmost";
  /** Why there is nothing, for people. */
  readonly otherwise: string;
  /** How tools of this kind say that nothing is wrong, apart from a report: never so, by no print at all, or by what a compiler says of its work. */
  readonly silence: "never" | "no-print" | "compiler";
  /** Commands of the settings that print nothing at all where nothing is wrong, whatever others of their kind do. */
  readonly silent?: RegExp;
  severity(problem: Problem): Severity;
  isSecurity(problem: Problem): boolean;
  /** True when a problem is told from others by the code at its place. */
  readonly isAboutCode: boolean;
  /** True when the texts come from outside the repository, as those of advisories do. */
  readonly isOutside: boolean;
  /** Adds what the repository itself knows about problems, such as the version that is installed. */
  complete?(look: Look, problems: readonly Problem[]): readonly Problem[];
  /** The file that problems of a format are about where neither tool nor settings name one. */
  fileOf?(project: Project, format: string): string | undefined;
}
