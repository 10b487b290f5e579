import { expect, test } from "vitest";
import { listFiles, readProjectFile } from "../../scripts/source/files.ts";
import { gitIn } from "../rigs/repo.ts";
import { tempFolder } from "../rigs/temp.ts";
import { type Command, commandsOf, steady } from "./blocks.ts";
import { openShell } from "./scene.ts";

/** Commands of the pages that are not run here, each with the reason. Nothing else is passed over. */
const NOT_RUN: Readonly<Record<string, string>> = {
  "npm install && npm run demo": "this very command, on a fresh clone, is what .ci/run and the demo's own test do",
};

const pages = [
  "README.md",
  "CONTRIBUTING.md",
  "AGENTS.md",
  ...listFiles("docs").filter((path) => path.endsWith(".md")),
];
const commands = pages.map((page) => [page, commandsOf(page, readProjectFile(page))] as const);

test.for(commands.filter(([, all]) => all.some(isRun)))("the commands of %s work, from top to bottom", ([, all]) => {
  using temp = tempFolder("docket-page");
  gitIn(temp.path, "init", "--quiet", "--initial-branch=main", "--bare", "origin.git");
  gitIn(temp.path, "clone", "--quiet", "origin.git", "app");
  gitIn(temp.at("app"), "config", "user.name", "mika");
  gitIn(temp.at("app"), "commit", "--quiet", "--allow-empty", "-m", "Start");
  const shell = openShell(temp.at("app"));
  for (const command of all.filter(isRun)) {
    const place = `${command.page}:${command.line} ${command.text}`;
    const answer = shell(command.text);
    expect(answer.code, `${place}\n${answer.stderr}`).toBe(0);
    if (command.output !== undefined) expect(steady(answer.stdout), place).toBe(steady(command.output.join("\n")));
  }
});

test("each command that is not run stands in a page", () => {
  const known = new Set(commands.flatMap(([, all]) => all.map(({ text }) => text)));
  expect(Object.keys(NOT_RUN).filter((text) => !known.has(text))).toEqual([]);
});

test("every verb of the program that a page names is there", async () => {
  const { aliases, verbs } = await import("../../src/ops/table.ts");
  const named = pages.flatMap((page) =>
    [...readProjectFile(page).matchAll(/`docket ([a-z-]+)/g)].map((match) => `${page}: ${match[1]}`),
  );
  const known = new Set([...Object.keys(verbs), ...Object.keys(aliases), "help", "mcp"]);
  expect(named.filter((one) => !known.has(one.split(": ")[1] ?? ""))).toEqual([]);
});

test("reads the blocks of a page", () => {
  const page = ["# A", "```console", "$ docket list", "ID", "$ docket next", "```", "```sh", "# why", "ls", "```", ""];
  expect(commandsOf("a.md", page.join("\n"))).toEqual([
    { page: "a.md", line: 3, text: "docket list", output: ["ID"] },
    { page: "a.md", line: 5, text: "docket next", output: [] },
    { page: "a.md", line: 9, text: "ls", output: undefined },
  ]);
  const long = ["```console", "$ cat <<'END'", "> a", ">", "> END", "a", "```", ""];
  expect(commandsOf("a.md", long.join("\n"))).toEqual([
    { page: "a.md", line: 2, text: "cat <<'END'\na\n\nEND", output: ["a"] },
  ]);
  expect(steady("FEAT-abc123   P1 2026-11-21T05:26:08Z ")).toBe(steady("FEAT-zzz999 P1 2025-01-21T05:26:08Z"));
  expect(steady("FEAT-abc123 P1")).not.toBe(steady("FEAT-abc123 P2"));
});

function isRun({ text }: Command): boolean {
  return !Object.hasOwn(NOT_RUN, text);
}
