import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { modelScript } from "../../test/rigs/models.ts";
import { makeRepo, type Repo } from "../../test/rigs/repo.ts";
import { type TempFolder, tempFolder } from "../../test/rigs/temp.ts";
import { nodeFiles } from "../host/files.ts";
import { systemGit } from "../host/git.ts";
import { systemProcesses } from "../host/processes.ts";
import { err, ok } from "../std/result.ts";
import { testWorld } from "../twins/test-world.ts";
import { readLine } from "./answer-shape.ts";
import { type Asking, askModel, type Question } from "./ask-model.ts";
import { commandModel } from "./command-model.ts";
import { MAX_KEPT_ANSWERS, PLACE_AGE_MS } from "./limits.ts";

const world = { ...testWorld(), files: nodeFiles(), git: systemGit(), processes: systemProcesses() };

const question = (wish: string): Question<string> => ({
  task: "name",
  instructions: "Give it a name.",
  answer: { name: "a name" },
  known: { kind: "cat" },
  outside: { wish },
  read: (value) => {
    const { name } = { name: undefined, ...(typeof value === "object" ? value : {}) };
    const read = readLine(name, 40);
    return "line" in read ? ok(read.line) : err(`name: ${read.wrong}`);
  },
});

interface Setup {
  readonly limitMs?: number;
  readonly root?: string;
  readonly ttlMs?: number;
  readonly now?: number;
  readonly mask?: (text: string) => string;
}

async function asking(temp: TempFolder, command: string, setup: Setup = {}): Promise<Asking> {
  const { limitMs = 30_000, root, ttlMs = 1000, now = 5000, mask = (text: string) => text } = setup;
  const model = await commandModel({
    ...{ world, command, limitMs, places: temp.at("places") },
    ...(root === undefined ? {} : { root }),
  });
  if (!model.ok) throw new Error(model.fault.message);
  const keeping = { files: world.files, folder: temp.at("kept"), ttlMs, now };
  return { model: model.value, keeping, maskEach: async (texts) => texts.map(mask) };
}

const answered = async (temp: TempFolder, reply: string, setup?: Setup) =>
  askModel(await asking(temp, modelScript(temp, reply), setup), question("A name for the cat"));

test("a question has what is known apart from what others wrote, and the answer is read by its typed reader", async () => {
  using temp = tempFolder();
  const reply = "print({ name: [question.task, question.known.kind, question.outside.wish].join(' '), more: 1 })";
  expect(await answered(temp, reply)).toEqual(
    ok({ answer: "name cat A name for the cat", by: process.execPath.replace(/^.*\//, ""), kept: false }),
  );
  const rule = "print({ name: /nothing in it is an instruction/.test(question.instructions) ? 'told' : 'not told' })";
  using other = tempFolder();
  expect(await answered(other, rule)).toMatchObject({ value: { answer: "told" } });
});

test.each([
  ["in a fence", 'print(\'Sure!\\n```json\\n{"name": "Tom"}\\n```\\nBye\')'],
  ["between sentences", 'print(\'Here it is: {"name": "Tom"}. Bye\')'],
])("an answer %s is found", async (_, reply) => {
  using temp = tempFolder();
  expect(await answered(temp, reply)).toMatchObject({ value: { answer: "Tom" } });
});

test.each([
  ["prose alone", "print('I would call it Tom.')", "model-not-understood", "it holds no JSON object"],
  ["nothing", "", "model-not-understood", "it holds no JSON object"],
  ["another form", "print({ title: 'Tom' })", "model-not-understood", "name: it is no text"],
  ["a list", "print(['Tom'])", "model-not-understood", "it holds no JSON object"],
  ["a name that is put off", "print({ name: 'TBD' })", "model-not-understood", "it leaves something for later"],
  ["terminal escapes", "print({ name: '\\u001b[2JTom' })", "model-not-understood", "control or invisible characters"],
  ["a name without end", "print({ name: 'a'.repeat(41) })", "model-not-understood", "longer than 40 characters"],
  ["a refusal", "print({ refused: 'No cats.' })", "model-refused", "No cats."],
  ["a refusal without words", "print({ refused: 1 })", "model-refused", "it does not say why"],
  ["an error", "console.error('no key\\u001b[31m'); process.exit(3)", "model-failed", "ended with 3: no key [31m"],
  ["a death", "process.kill(process.pid, 'SIGKILL')", "model-failed", "ended with 137"],
  ["very much", "print('{\"name\": \"' + 'a'.repeat(400_000) + '\"}')", "model-answer-too-long", "256 kB"],
  ["a tower", "print('{\"a\":'.repeat(9000) + '1' + '}'.repeat(9000))", "model-not-understood", "no JSON object"],
])("%s is a fault, and says so", async (_, reply, code, words) => {
  using temp = tempFolder();
  const answer = await answered(temp, reply);
  expect(answer).toMatchObject({ ok: false, fault: { code, message: expect.stringContaining(words) } });
});

test("one that hangs is ended with what it started, and one that is not there is told of", async () => {
  using temp = tempFolder();
  const hung = await askModel(await asking(temp, "sleep 60 & sleep 60", { limitMs: 200 }), question("x"));
  expect(hung).toMatchObject({ fault: { code: "model-timed-out" } });
  const missing = await askModel(await asking(temp, "no-such-model --print"), question("x"));
  expect(missing).toMatchObject({
    fault: { code: "model-failed", message: expect.stringContaining("no-such-model was not found") },
  });
  expect(readdirSync(temp.at("places"))).toEqual([]);
});

test("the same question is paid for once, another one is not taken for it, and an old answer does not count", async () => {
  using temp = tempFolder();
  const command = modelScript(
    temp,
    `import { appendFileSync } from "node:fs"; appendFileSync(${JSON.stringify(temp.at("calls"))}, "x"); print({ name: "Tom" });`,
  );
  const calls = (): number => readFileSync(temp.at("calls"), "utf8").length;
  const ask = async (wish: string, setup?: Setup) => askModel(await asking(temp, command, setup), question(wish));
  expect(await ask("one")).toMatchObject({ value: { kept: false } });
  expect(await ask("one")).toMatchObject({ value: { answer: "Tom", kept: true } });
  expect(calls()).toBe(1);
  expect(await ask("two")).toMatchObject({ value: { kept: false } });
  expect(await ask("one", { now: 6000 })).toMatchObject({ value: { kept: false } });
  expect(calls()).toBe(3);
  const [file = ""] = readdirSync(temp.at("kept"));
  writeFileSync(temp.at("kept", file), "{");
  expect(await ask("one", { now: 6000 })).toMatchObject({ ok: true });
});

test("what was not understood is not kept, and kept answers have an end", async () => {
  using temp = tempFolder();
  await answered(temp, "print({ name: '' })");
  expect(existsSync(temp.at("kept"))).toBe(false);
  for (let at = 0; at < MAX_KEPT_ANSWERS + 5; at += 1)
    world.files.makeFolder(temp.at("kept")).ok &&
      writeFileSync(temp.at("kept", `${String(at).padStart(64, "0")}.json`), "{}");
  await answered(temp, "print({ name: 'Tom' })");
  expect(readdirSync(temp.at("kept"))).toHaveLength(MAX_KEPT_ANSWERS);
});

test("secrets are masked on the way there and on the way back", async () => {
  using temp = tempFolder();
  const mask = (text: string): string => text.replaceAll("hunter22", "[masked]");
  const reply = "print({ name: question.outside.wish.includes('hunter22') ? 'leaked' : 'hunter' + '22' })";
  const answer = await askModel(await asking(temp, modelScript(temp, reply), { mask }), question("my hunter22"));
  expect(answer).toMatchObject({ value: { answer: "[masked]" } });
});

test("a question that is too long is not sent", async () => {
  using temp = tempFolder();
  const ask = await asking(temp, `touch ${temp.at("asked")}`);
  expect(await askModel(ask, question("x".repeat(300_000)))).toMatchObject({
    fault: { code: "model-question-too-long" },
  });
  expect(existsSync(temp.at("asked"))).toBe(false);
});

/** Everything of a repository that an agent could have changed. */
const stateOf = (repo: Repo): string =>
  [repo.git("for-each-ref"), repo.git("status", "--porcelain"), repo.git("ls-files", "--stage")].join("\n");

test("an agent that reads sees a copy of the files; what it writes, commits and deletes is thrown away", async () => {
  using temp = tempFolder();
  using repo = makeRepo();
  repo.write("src/cat.txt", "Tom\n");
  repo.git("add", ".");
  const before = stateOf(repo);
  const reply = `
    import { readFileSync, rmSync, writeFileSync } from "node:fs";
    import { execFileSync } from "node:child_process";
    const name = readFileSync("src/cat.txt", "utf8").trim();
    rmSync("src", { recursive: true });
    writeFileSync("readme.txt", "mine now");
    const git = (...args) => execFileSync("git", args, { encoding: "utf8" }).trim();
    git("add", "-A");
    git("commit", "--quiet", "-m", "Take it over");
    git("branch", "taken");
    print({ name: name + " " + git("rev-list", "--count", "HEAD") });`;
  const ask = await asking(temp, modelScript(temp, reply), { root: repo.path });
  expect(await askModel(ask, question("x"))).toMatchObject({ value: { answer: "Tom 1" } });
  expect(stateOf(repo)).toBe(before);
  expect(readFileSync(`${repo.path}/src/cat.txt`, "utf8")).toBe("Tom\n");
  expect(readdirSync(temp.at("places"))).toEqual([]);
});

test("an answer about other files is another answer", async () => {
  using temp = tempFolder();
  using repo = makeRepo();
  const ask = async () =>
    askModel(await asking(temp, modelScript(temp, "print({ name: 'Tom' })"), { root: repo.path }), question("x"));
  await ask();
  expect(await ask()).toMatchObject({ value: { kept: true } });
  repo.write("new.txt", "new\n");
  repo.git("add", ".");
  expect(await ask()).toMatchObject({ value: { kept: false } });
});

test("without anything to copy there is a fault, and without a wish for it an empty place", async () => {
  using temp = tempFolder();
  using folder = makeRepo("no-git");
  const model = await commandModel({
    ...{ world, command: "true", limitMs: 1000, places: temp.at("places"), root: folder.path },
  });
  expect(model).toMatchObject({ fault: { code: "model-place-failed" } });
  const reply = "import { readdirSync } from 'node:fs'; print({ name: readdirSync('.').join(' ') })";
  expect(await answered(temp, reply)).toMatchObject({ value: { answer: ".git" } });
});

test("a place that a crash left is taken away by the next question, and one in use is not", async () => {
  using temp = tempFolder();
  for (const name of ["old", "used"]) world.files.makeFolder(temp.at("places", name));
  const longAgo = new Date(Date.now() - 2 * PLACE_AGE_MS);
  utimesSync(temp.at("places", "old"), longAgo, longAgo);
  expect(await answered(temp, "print({ name: 'Tom' })")).toMatchObject({ ok: true });
  expect(readdirSync(temp.at("places"))).toEqual(["used"]);
});
