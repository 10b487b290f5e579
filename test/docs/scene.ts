import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { gitIn, makeRepo, type Repo } from "../rigs/repo.ts";
import { projectRoot } from "../rigs/root.ts";
import { type TempFolder, tempFolder } from "../rigs/temp.ts";

/** A repository as a reader of the docs may have it: two remotes, a backlog, and tickets behind the ids that examples use. */
export interface Scene extends Disposable {
  /** Runs a line as a shell does, with `docket` on the way; ids of examples become ids that are there. */
  run(line: string): Answer;
}

export interface Answer {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const BODY = `## Context
People lose their way.
## Description
The way is marked.
## Affected Files
src/cache.ts: modify
## Acceptance Criteria
- [ ] AC-1: the mark is seen from far
- [ ] AC-2: the mark is seen at night
- [ ] AC-3: the mark lasts
## Test Strategy
Unit tests.
\`\`\`
npm test
\`\`\`
## Security Notes
No input from outside.
## Dependencies
None.
## Cost Estimate
Small.
## Implementation Notes
None.
`;

const TICKET = `---
id: FEAT-k3f9q2
title: Sign in
status: new
kind: feature
priority: P2
created: 2026-03-02T09:30:00Z
updated: 2026-03-02T09:30:00Z
---

## Thread
`;

/** Ids as they stand in examples, and the titles of the tickets meant by them. */
const EXAMPLES: Readonly<Record<string, string>> = {
  "FEAT-k3f9q2": "Mark the way",
  k3f: "Mark the way",
  m4t: "Clean the cache",
  q7w: "A way through the forest",
};

interface Template {
  readonly folder: TempFolder;
  readonly ids: ReadonlyMap<string, string>;
}

/** Made once by the lines that lead to them, and then copied: making them anew takes longer than most examples. */
const templates = new Map<string, Template>();

/** A scene in which the given lines were run; each of them has to work. */
export function makeScene(withBacklog: boolean, steps: readonly string[] = []): Scene {
  if (withBacklog) return sceneAt(copyOf(templateAfter(steps)));
  const scene = sceneAt({ folder: makeFiles().temp, ids: new Map() });
  for (const step of steps) expectDone(scene, step);
  return scene;
}

function sceneAt({ folder, ids }: Template): Scene {
  return {
    run: (line) => openShell(folder.at("repo"))(rewrite(line, ids)),
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  };
}

function templateAfter(steps: readonly string[]): Template {
  const name = JSON.stringify(steps);
  const known = templates.get(name);
  if (known !== undefined) return known;
  const made = makeTemplate(steps);
  process.once("exit", () => made.folder[Symbol.dispose]());
  templates.set(name, made);
  return made;
}

function makeTemplate(steps: readonly string[]): Template {
  const last = steps.at(-1);
  if (last === undefined) {
    const repo = makeFiles();
    return { folder: repo.temp, ids: seed(repo) };
  }
  const made = copyOf(templateAfter(steps.slice(0, -1)));
  expectDone(sceneAt(made), last);
  return made;
}

function copyOf({ folder, ids }: Template): Template {
  const copy = tempFolder("docket-scene");
  cpSync(folder.path, copy.path, { recursive: true, verbatimSymlinks: true });
  // A worktree and its repository name each other by their paths.
  const worktrees = copy.at("repo/.git/worktrees");
  for (const name of readdirSync(worktrees)) {
    const gitdir = join(worktrees, name, "gitdir");
    const link = readFileSync(gitdir, "utf8").trim().replace(folder.path, copy.path);
    writeFileSync(gitdir, `${link}\n`);
    writeFileSync(link, `gitdir: ${join(worktrees, name)}\n`);
  }
  return { folder: copy, ids };
}

function expectDone(scene: Scene, line: string): void {
  const { code, stdout, stderr } = scene.run(line);
  if (code !== 0) throw new Error(`${line}\n${stdout}${stderr}`);
}

function makeFiles(): Repo {
  const repo = makeRepo("plain");
  for (const name of ["origin", "upstream"]) {
    gitIn(repo.temp.path, "init", "--quiet", "--bare", `${name}.git`);
    repo.git("remote", "add", name, `../${name}.git`);
  }
  repo.write("src/cache.ts", "export const cache = 1;\n");
  repo.write("package.json", '{ "name": "way", "scripts": { "test": "echo all is well" } }\n');
  repo.git("add", "src", "package.json");
  repo.git("commit", "--quiet", "--message", "Add a cache");
  for (const side of ["base", "ours", "theirs"]) repo.write(`${side}.md`, TICKET);
  repo.write("notes.md", "The body of a ticket.\n");
  repo.write("report.md", "What was done.\n");
  return repo;
}

function seed(repo: Repo): ReadonlyMap<string, string> {
  must(repo, "docket init --yes");
  // What init writes down starts npm, which takes longer than the verbs that run the gate.
  const home = join(repo.path, "docket");
  const settings = readFileSync(join(home, "docket.yaml"), "utf8");
  writeFileSync(join(home, "docket.yaml"), settings.replace("test: npm test", "test: echo all is well"));
  gitIn(home, "commit", "--quiet", "--all", "--message", "Say it plainly");
  must(repo, "docket trust");
  const ids = new Map<string, string>();
  for (const title of new Set(Object.values(EXAMPLES))) {
    const answer = must(repo, `docket new '${title}' --kind feature --body '${BODY.replaceAll("'", "")}' --json`);
    const id = /"id":"([^"]+)"/.exec(answer)?.[1];
    if (id === undefined) throw new Error(`no id in ${answer}`);
    ids.set(title, id);
  }
  return ids;
}

const rewrite = (line: string, ids: ReadonlyMap<string, string>): string =>
  line.replaceAll(/\b(FEAT-k3f9q2|k3f|m4t|q7w)\b/g, (word) => ids.get(EXAMPLES[word] ?? "") ?? word);

function must(repo: Repo, line: string): string {
  const answer = openShell(repo.path)(line);
  if (answer.code !== 0) throw new Error(`${line}\n${answer.stdout}${answer.stderr}`);
  return answer.stdout;
}

/** Runs lines in a folder as a shell does, with `docket` on the way. */
export function openShell(cwd: string): (line: string) => Answer {
  const env = { ...process.env, PATH: `${projectRoot}bin${delimiter}${process.env.PATH ?? ""}` };
  return (line) => {
    const done = spawnSync("sh", ["-c", line], { cwd, env, encoding: "utf8", input: "" });
    return { code: done.status, stdout: done.stdout, stderr: done.stderr };
  };
}
