import { checkInput } from "../ops/check-input.ts";
import type { Call, Choice, Dialog, DialogQuestion, Op, RawInput } from "../ops/op.ts";
import type { Terminal } from "../ports/terminal.ts";
import type { World } from "../ports/world.ts";
import { ok, type Result } from "../std/result.ts";
import { printableLine } from "./_printable.ts";
import { spelling } from "./_spelling.ts";
import { type Globals, printAnswer, printFault } from "./print.ts";

export interface Talk {
  readonly op: Op;
  readonly call: Call;
  readonly globals: Globals;
  readonly world: World;
  readonly terminal: Terminal;
}

/**
 * Runs an op that has something to ask:
 *
 *   answer ─▶ its questions, once ─▶ answer shown ─▶ a choice ─┬─▶ call again ─▶ answer shown, unless it asks again
 *                                        ▲                    ├─▶ edit a text, or answer ─┐
 *                                        └────────────────────┼───────────────────────────┘
 *                                                             └─▶ leave: nothing more is done
 *
 * The end of the input, too, means to leave.
 */
export async function converse(talk: Talk, given: RawInput): Promise<Result<number>> {
  const { op, world } = talk;
  const first = await callWith(talk, given);
  if (!first.ok) return first;
  const dialog = op.dialog?.(first.value, world);
  if (dialog === undefined) return shown(talk, first.value);
  if (dialog.questions.length > 0) talk.terminal.out(dialog.lead.map((line) => `${printableLine(line)}\n`).join(""));
  const answers = await askAll(talk, dialog.questions);
  if (answers === undefined) return left(talk, dialog);
  if (answers.length === 0) return choose(talk, { input: given, output: first.value, dialog });
  const input = merged(given, answers);
  const second = await callWith(talk, input);
  if (!second.ok) return second;
  const next = op.dialog?.(second.value, world);
  return next === undefined ? shown(talk, second.value) : choose(talk, { input, output: second.value, dialog: next });
}

interface State {
  readonly input: RawInput;
  readonly output: unknown;
  readonly dialog: Dialog;
}

async function choose(talk: Talk, from: State): Promise<Result<number>> {
  const { op, world, terminal } = talk;
  let state = from;
  let isSeen = false;
  for (;;) {
    if (!isSeen) await show(talk, state.output);
    isSeen = true;
    const choice = await askChoice(terminal, state.dialog.choices);
    if (choice === undefined || "leave" in choice.does) return left(talk, state.dialog);
    const step = await stepOf(talk, choice.does);
    if (step === undefined) return left(talk, state.dialog);
    const input = step.ok ? merged(state.input, step.value.inputs) : state.input;
    const output = step.ok ? await callWith(talk, input) : step;
    if (!output.ok) {
      printFault(output.fault, { terminal, json: false });
      state = await afterFault(talk, { state, choice, saved: step.ok ? step.value.saved : undefined });
      isSeen = "edit" in choice.does;
      continue;
    }
    const dialog = op.dialog?.(output.value, world);
    if (dialog === undefined) return shown(talk, output.value);
    state = { input, output: output.value, dialog };
    isSeen = false;
  }
}

interface Failed {
  readonly state: State;
  readonly choice: Choice;
  /** What the person saved in the editor, if that is what failed. */
  readonly saved: string | undefined;
}

/** What a person wrote is not thrown away: they can edit again what they saved. And what became untrue meanwhile is looked at anew. */
async function afterFault(talk: Talk, { state, choice, saved }: Failed): Promise<State> {
  if ("edit" in choice.does) return { ...state, dialog: withText(state.dialog, choice, saved) };
  const output = await callWith(talk, state.input);
  const dialog = output.ok ? talk.op.dialog?.(output.value, talk.world) : undefined;
  return output.ok && dialog !== undefined ? { ...state, output: output.value, dialog } : state;
}

type Doing = Exclude<Choice["does"], { readonly leave: string }>;

interface Step {
  readonly inputs: readonly RawInput[];
  readonly saved?: string;
}

/** What a choice adds to the input; undefined when the input of the terminal ended. */
async function stepOf(talk: Talk, step: Doing): Promise<Result<Step> | undefined> {
  if ("call" in step) return ok({ inputs: [step.call] });
  if ("ask" in step) {
    const inputs = await askAll(talk, step.ask);
    return inputs === undefined ? undefined : ok({ inputs });
  }
  const edited = await talk.world.editor.edit(step.edit.name, step.edit.text);
  return edited.ok ? ok({ inputs: [step.inputFor(edited.value)], saved: edited.value }) : edited;
}

/** The same choices, with what the person saved as the text to edit. */
function withText(dialog: Dialog, choice: Choice, saved: string | undefined): Dialog {
  const choices = dialog.choices.map((one): Choice => {
    if (one.word !== choice.word || !("edit" in one.does) || saved === undefined) return one;
    return { ...one, does: { ...one.does, edit: { ...one.does.edit, text: saved } } };
  });
  return { ...dialog, choices };
}

async function callWith({ op, world, call }: Talk, raw: RawInput): Promise<Result<unknown>> {
  const input = checkInput(op.input, raw, spelling);
  return input.ok ? op.run(world, call, input.value) : input;
}

const shown = ({ op, globals, terminal, world }: Talk, output: unknown): Promise<Result<number>> =>
  printAnswer(op, output, { terminal, globals, variables: world.environment.variables });

async function show(talk: Talk, output: unknown): Promise<void> {
  const { op, globals, terminal, world } = talk;
  await printAnswer(op, output, { terminal, globals, variables: world.environment.variables, asking: true });
}

function left({ terminal }: Talk, { choices }: Dialog): Result<number> {
  const [words = "nothing was written"] = choices.flatMap(({ does }) => ("leave" in does ? [does.leave] : []));
  terminal.out(`${printableLine(words)}\n`);
  return ok(0);
}

/** The answers as input; undefined when the input ended. */
async function askAll(
  { terminal }: Talk,
  questions: readonly DialogQuestion[],
): Promise<readonly RawInput[] | undefined> {
  const inputs: RawInput[] = [];
  for (const { text, otherwise, inputFor } of questions) {
    terminal.out(`\n${printableLine(text)}\n  (Enter: ${printableLine(otherwise)})\n`);
    const answer = await terminal.ask("> ");
    if (answer === undefined) return undefined;
    if (answer.trim() !== "") inputs.push(inputFor(answer.trim()));
  }
  if (questions.length > 0) terminal.out("\n");
  return inputs;
}

/** Asks until one of the words was said; a first letter is enough. Nothing typed is no agreement to anything. */
async function askChoice(terminal: Terminal, choices: readonly Choice[]): Promise<Choice | undefined> {
  terminal.out(`\n${choices.map(({ word, says }) => `  ${word}: ${says}`).join("\n")}\n`);
  for (;;) {
    const answer = await terminal.ask(`${choices.map(({ word }) => word).join(" / ")}? `);
    if (answer === undefined) return undefined;
    const word = answer.trim().toLowerCase();
    const choice =
      word === "" ? undefined : choices.find((one) => [one.word, one.also ?? ""].some((own) => own.startsWith(word)));
    if (choice !== undefined) return choice;
  }
}

/** What is told later wins; lists grow. */
function merged(input: RawInput, more: readonly RawInput[]): RawInput {
  const all: Record<string, unknown> = { ...input };
  for (const [name, value] of more.flatMap((one) => Object.entries(one))) {
    const before = all[name];
    all[name] = Array.isArray(value) && Array.isArray(before) ? [...before, ...value] : value;
  }
  return all;
}
