import { expect, test } from "vitest";
import { testWorld } from "../twins/test-world.ts";
import { checkInput } from "./check-input.ts";
import { verbs } from "./table.ts";

const CWD = "/project";

/** A backlog in memory with one ticket; gives its file's text after a call of edit. */
async function edited(...raws: readonly Readonly<Record<string, unknown>>[]): Promise<string> {
  const world = testWorld({ cwd: CWD });
  const run = async (name: string, raw: Readonly<Record<string, unknown>>) => {
    const op = await verbs[name]?.();
    const input = op === undefined ? undefined : checkInput(op.input, raw);
    if (op === undefined || input?.ok !== true) throw new Error(`cannot call ${name}`);
    return op.run(world, { cwd: CWD, as: "mika", door: "person", dryRun: false }, input.value);
  };
  await run("init", {});
  await run("new", { title: "One", priority: "P2" });
  const names = world.files.list(`${CWD}/docket/tickets`);
  const name = names.ok ? (names.value[0] ?? "") : "";
  const id = name.split("-").slice(0, 2).join("-");
  for (const raw of raws) expect(await run("edit", { id, ...raw })).toMatchObject({ ok: true });
  return world.files.texts()[`${CWD}/docket/tickets/${name}`] ?? "";
}

const events = (text: string): readonly string[] =>
  text.split("\n").filter((line) => line.startsWith("<!-- event: edit "));

test("an edit leaves one event that names what changed", async () => {
  const text = await edited({ priority: "P0", add_label: ["auth"] });
  expect(events(text)).toHaveLength(1);
  expect(events(text)[0]).toContain('changed: "priority, labels"');
});

test("an edit that changes nothing leaves the file as it was", async () => {
  expect(await edited({ priority: "P2" })).toBe(await edited());
});
