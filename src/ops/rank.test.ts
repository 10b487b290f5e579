import { expect, test } from "vitest";
import { memoryPatient, must, ticketText } from "../../test/rigs/checkup.ts";
import { formatInstant } from "../ticket/instant.ts";
import type { Ranking } from "./rank/_answer.ts";
import { rankOp } from "./rank.ts";

const DAY_MS = 86_400_000;
const call = { cwd: "/project", as: "mika", door: "person", dryRun: false } as const;
const LETTERS = "bcdfghjkmnpqrstvwxz";
const idOf = (at: number): string =>
  `TASK-bbbb${LETTERS[Math.floor(at / LETTERS.length)]}${LETTERS[at % LETTERS.length]}`;

function scene() {
  const made = memoryPatient();
  const created = formatInstant(made.world.clock.now());
  const put = (at: number, ...more: readonly string[]): void =>
    made.put({
      [`tickets/${idOf(at)}-x.md`]: ticketText({
        id: idOf(at),
        title: `Title ${at}`,
        created,
        more,
      }),
    });
  for (let at = 0; at < 150; at += 1)
    put(
      at,
      `impact: ${1 + (at % 13)}`,
      `effort: ${1 + (at % 8)}`,
      ...(at % 9 === 8 ? [`depends_on: [${idOf(at - 1)}]`] : []),
    );
  // Files that were written just now are read again each time: let them come of age.
  made.world.clock.advance(DAY_MS);
  const ask = async (top: number): Promise<Ranking> => {
    const answer = must(await rankOp.run(made.world, call, { top }));
    if (!("tickets" in answer)) throw new Error("not a ranking");
    return answer;
  };
  /** What is kept must be what is found anew: a longer list is never kept. */
  const agree = async (): Promise<Ranking> => {
    const whole = await ask(1000);
    for (let time = 0; time < 4; time += 1) {
      for (const top of [0, 3, 100]) expect(await ask(top)).toEqual({ ...whole, tickets: whole.tickets.slice(0, top) });
    }
    return whole;
  };
  return { ...made, putFiles: made.put, put, ask, agree };
}

test("the kept beginning of a ranking is what is found anew, after every kind of change", async () => {
  const { world, put, putFiles, agree } = scene();
  const first = await agree();
  expect(first.total).toBe(134);
  expect(first.tickets.map(({ place }) => place)).toEqual(Array.from({ length: 134 }, (_, at) => at + 1));

  put(149, "impact: 13", "effort: 0.5");
  const changed = await agree();
  expect(changed.tickets[0]).toMatchObject({ id: idOf(149), title: "Title 149", effort: 0.5 });

  world.clock.advance(3 * DAY_MS);
  expect((await agree()).tickets[0]?.aging).not.toBe(changed.tickets[0]?.aging);

  putFiles({ "docket.yaml": "version: 1\nrank:\n  riskReduction: 13\n" });
  expect((await agree()).tickets[0]?.value).toBe(28);

  putFiles({ "tickets/TASK-zzzzzz-x.md": "no ticket" });
  expect((await agree()).problems).toHaveLength(1);
});

test("a ticket that waits for its day comes into the kept ranking on that day", async () => {
  const { world, put, agree } = scene();
  const day = new Date(world.clock.now() + 5 * DAY_MS).toISOString().slice(0, 10);
  put(3, "impact: 13", "effort: 0.5", `not_before: ${day}`);
  expect((await agree()).tickets[0]?.id).not.toBe(idOf(3));
  world.clock.advance(6 * DAY_MS);
  expect((await agree()).tickets[0]?.id).toBe(idOf(3));
});
