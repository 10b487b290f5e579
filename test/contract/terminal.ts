import { describe, expect, test } from "vitest";

/** What a program does with its terminal; plain data, so that another process can do it. */
export type Step = readonly ["out" | "err", string] | readonly ["read", number];

export interface Talk {
  readonly out: string;
  readonly err: string;
  /** What each `read` answered, as JSON. */
  readonly answers: readonly unknown[];
}

/** Does the steps on a terminal that is no screen. */
export type HoldTalk = (steps: readonly Step[], input?: string | Uint8Array) => Promise<Talk>;

const TEXTS = ["one\n", "", "no end", "ünïcödé 🎟 日本\n", "nul\0and \u001b[31m\r\n", "half \ud83c of a pair\n"];

/** What every Terminal keeps to. */
export function terminalContract(name: string, hold: HoldTalk): void {
  describe(`terminal: ${name}`, () => {
    test("writes to both streams, whole and in order", async () => {
      const steps = TEXTS.flatMap((text): readonly Step[] => [
        ["out", text],
        ["err", `E ${text}`],
      ]);
      const talk = await hold(steps);
      expect(talk.out).toBe(TEXTS.map((text) => text.toWellFormed()).join(""));
      expect(talk.err).toBe(TEXTS.map((text) => `E ${text.toWellFormed()}`).join(""));
    });

    test("reads all of its input as text, once", async () => {
      for (const input of ["", "one\r\ntwo", "ünïcödé 🎟".repeat(20_000)]) {
        const max = Buffer.byteLength(input);
        const { answers } = await hold(
          [
            ["read", max],
            ["read", max],
          ],
          input,
        );
        expect(answers).toEqual([
          { ok: true, value: input },
          { ok: true, value: "" },
        ]);
      }
    });

    test("a byte order mark is no text", async () => {
      expect((await hold([["read", 100]], "\uFEFFtext")).answers).toEqual([{ ok: true, value: "text" }]);
    });

    test("refuses more than it was told to take, and what is no text", async () => {
      expect((await hold([["read", 4]], "12345")).answers).toMatchObject([{ fault: { code: "stdin-too-large" } }]);
      expect((await hold([["read", 9]], "x".repeat(300_000))).answers).toMatchObject([
        { fault: { code: "stdin-too-large" } },
      ]);
      for (const bytes of [[0xff], [0x67, 0xfc, 0x6e], [0xf0, 0x9f], [0xed, 0xa0, 0x80]])
        expect((await hold([["read", 100]], Uint8Array.from(bytes))).answers).toMatchObject([
          { fault: { code: "stdin-not-text" } },
        ]);
    });
  });
}
