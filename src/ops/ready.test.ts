import { expect, test } from "vitest";
import { asCalled } from "./op.ts";
import { verbs } from "./table.ts";

const ops = await Promise.all(Object.values(verbs).map((load) => load()));

test("ready writes only when it promotes", () => {
  const ready = ops.find(({ name }) => name === "ready");
  if (ready === undefined) throw new Error("no verb ready");
  expect(asCalled(ready, { limit: 5 }).effect).toBe("read");
  expect(asCalled(ready, { limit: 5, promote: true }).effect).toBe("write");
});

/** A tool says once and for all whether it only reads: what does more must be out of an agent's reach. */
test("no input that an agent can give makes a tool do more than it says", () => {
  for (const op of ops.filter(({ tool, effectOf }) => tool !== undefined && effectOf !== undefined)) {
    const open = Object.entries(op.input).filter(([, field]) => !field.cliOnly);
    const given = Object.fromEntries(open.map(([name, { type }]) => [name, type === "boolean" ? true : undefined]));
    expect(asCalled(op, given).effect, op.name).toBe(op.effect);
  }
});
