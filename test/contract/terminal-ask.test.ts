import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { memoryTerminal } from "../../src/twins/memory-terminal.ts";
import { hasPty, runOnPty } from "../rigs/pty.ts";

interface Asked {
  readonly screen: string;
  readonly answers: readonly unknown[];
}

const script = new URL("children/ask.ts", import.meta.url).pathname;

/** Types these lines, one for each question; then the input ends. */
async function onHost(lines: readonly string[]): Promise<Asked> {
  const typed = [...lines.map((line, at) => [`question ${at + 1}? `, `${line}\r`] as const)];
  const end = [`question ${lines.length + 1}? `, "\u0004"] as const;
  const command = [process.execPath, script];
  const { code, screen } = await runOnPty({ cwd: "/", command, typed: lines.length < 3 ? [...typed, end] : typed });
  expect(code, screen).toBe(0);
  const told: unknown = JSON.parse(/told (.*)/.exec(screen)?.[1] ?? "{}");
  expect(told).toMatchObject({ inIsScreen: true, outIsScreen: true });
  return { screen, answers: (told as { answers: readonly unknown[] }).answers };
}

async function inMemory(lines: readonly string[]): Promise<Asked> {
  const terminal = memoryTerminal({ columns: 80, answers: lines });
  expect(terminal).toMatchObject({ inIsScreen: true, outIsScreen: true });
  const answers: unknown[] = [];
  for (let at = 1; at <= 3; at += 1) {
    const answer = await terminal.ask(`question ${at}? `);
    answers.push(answer ?? null);
    if (answer === undefined) break;
  }
  return { screen: terminal.outText, answers };
}

test.runIf(hasPty).for([
  ["nothing", []],
  ["one line", ["one"]],
  ["an empty line", ["", "two"]],
  ["all", ["ünïcödé 🎟 日本", "  with blanks  ", "`$(three)`"]],
] as const)("a question gets its line, and the end of the input none: %s", async ([, lines]) => {
  const expected = lines.length < 3 ? [...lines, null] : lines;
  for (const ask of [onHost, inMemory]) {
    const { answers, screen } = await ask(lines);
    expect(answers).toEqual(expected);
    expect(screen).toContain("question 1? ");
  }
});

test("without a keyboard nobody can be asked, and the twin says so too", () => {
  const { stdout } = spawnSync(process.execPath, [script], { input: "", encoding: "utf8" });
  expect(stdout).toContain('"inIsScreen":false');
  expect(memoryTerminal().inIsScreen).toBe(false);
});
