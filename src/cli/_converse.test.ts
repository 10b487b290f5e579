import { expect, test } from "vitest";
import { op } from "../ops/op.ts";
import { faultKind } from "../std/fault.ts";
import { err, ok } from "../std/result.ts";
import { type MemoryTerminal, memoryTerminal } from "../twins/memory-terminal.ts";
import { testWorld } from "../twins/test-world.ts";
import { runCli } from "./run.ts";

const tooLoud = faultKind<Record<never, never>>({
  code: "sample-too-loud",
  exit: "usage",
  summary: "A sample.",
  message: () => "that is too loud",
});

interface Greeting {
  readonly text: string;
  readonly sent: boolean;
}

const greet = op({
  name: "greet",
  summary: "Greet somebody",
  examples: [],
  group: "tickets",
  effect: "write",
  input: {
    who: { type: "string", position: 0, describe: "Whom." },
    answer: { type: "strings", describe: "Answers." },
    text: { type: "string", describe: "The greeting." },
    yes: { type: "boolean", describe: "Send it." },
  },
  async run(_, __, { who, answer = [], text, yes }) {
    if (text?.includes("!") === true) return err(tooLoud({}));
    return ok({ text: text ?? `Hello ${[who, ...answer].join(" ")}`, sent: yes === true });
  },
  dialog: ({ text, sent }: Greeting) =>
    sent
      ? undefined
      : {
          lead: ["A greeting"],
          questions: [
            { text: "Which name?", otherwise: "none", inputFor: (name) => ({ answer: [name] }) },
            { text: "Which title?", otherwise: "none", inputFor: (title) => ({ answer: [title] }) },
          ],
          choices: [
            { word: "send", says: "send it", does: { call: { yes: true } } },
            { word: "edit", says: "edit it", does: { edit: { name: "a.md", text }, inputFor: (text) => ({ text }) } },
            { word: "leave", says: "do nothing", does: { leave: "nothing was sent" } },
          ],
        },
});

interface Said {
  readonly answers?: readonly string[];
  readonly columns?: number;
  readonly args?: readonly string[];
  /** What the person saves, one text for each time the editor opens. */
  readonly saved?: readonly string[];
}

async function talk({ answers, columns = 80, args = [], saved = [] }: Said) {
  const terminal: MemoryTerminal = memoryTerminal({ columns, ...(answers === undefined ? {} : { answers }) });
  const opened: string[] = [];
  const texts = [...saved];
  const editor = {
    edit: async (_: string, text: string) => {
      opened.push(text);
      return ok(texts.shift() ?? text);
    },
  };
  const world = { ...testWorld(), editor };
  const doorway = { world, terminal, verbs: { greet: async () => greet }, aliases: {}, doors: [], version: () => "1" };
  const code = await runCli(["greet", "Mika", ...args], doorway);
  return { code, out: terminal.outText, err: terminal.errText, opened };
}

test("answers go into the next call, an empty one means what was said, and nothing is sent without a word", async () => {
  const { code, out } = await talk({ answers: ["Ann", "", "", "hm", "s"] });
  expect(code).toBe(0);
  expect(out).toMatch(/^A greeting\n\nWhich name\?\n {2}\(Enter: none\)\n> Ann\n/);
  expect(out).toMatch(/Hello Mika Ann[\s\S]*send \/ edit \/ leave\? \n[\s\S]*\? hm\n[\s\S]*\? s\n/);
  expect(out.match(/sent.*true/g)).toHaveLength(1);
});

test.for([
  ["at a question", []],
  ["at the second question", ["Ann"]],
  ["at the choice", ["", ""]],
  ["by the word", ["", "", "leave"]],
] as const)("leaving does nothing: %s", async ([, answers]) => {
  const { code, out } = await talk({ answers });
  expect(code).toBe(0);
  expect(out).toMatch(/nothing was sent\n$/);
  expect(out).not.toMatch(/sent.*true/);
});

test("what was edited is shown, and can be sent", async () => {
  const { out, opened } = await talk({ answers: ["", "", "e", "s"], saved: ["Good day"] });
  expect(opened).toEqual(["Hello Mika"]);
  expect(out.match(/Good day/g)).toHaveLength(2);
  expect(out).toMatch(/sent.*true/);
});

test("an edited text that is refused is not lost: the editor opens on it again", async () => {
  const { out, err: told, opened } = await talk({ answers: ["", "", "e", "e", "s"], saved: ["Hey!", "Hey"] });
  expect(told).toContain("that is too loud");
  expect(opened).toEqual(["Hello Mika", "Hey!"]);
  expect(out).toMatch(/Hey[\s\S]*sent.*true/);
});

test.for([
  ["JSON is asked for", { answers: ["s"], args: ["--json"] }],
  ["fields are asked for", { answers: ["s"], args: ["--fields", "text"] }],
  ["it is a dry run", { answers: ["s"], args: ["--dry-run"] }],
  ["it is to be quiet", { answers: ["s"], args: ["--quiet"] }],
  ["stdin is no screen", {}],
] as const)("nobody is asked where %s", async ([, said]) => {
  const { out } = await talk(said);
  expect(out).not.toContain("?");
});
