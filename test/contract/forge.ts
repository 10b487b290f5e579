import { describe, expect, test } from "vitest";
import type { Forge, ForgeCall, ForgeIssue, ForgeRemark } from "../../src/ports/forge.ts";
import type { ForgeContent } from "../../src/twins/memory-forge.ts";

export interface ForgeSubject {
  readonly forge: Forge;
}

export const SHOP = { owner: "acme", name: "shop" };
export const asked = (more: Partial<ForgeCall> = {}): ForgeCall => ({
  repository: SHOP,
  limit: 1_000,
  limitMs: 30_000,
  ...more,
});

const day = (number: number): string => new Date(Date.UTC(2026, 0, number)).toISOString().replace(".000", "");

export const issue = (number: number, more: Partial<ForgeIssue> = {}): ForgeIssue => ({
  id: `I_${number}`,
  number,
  title: `Issue ${number}`,
  body: "It does not work.",
  labels: ["bug"],
  author: "ada",
  url: `https://github.example/acme/shop/issues/${number}`,
  updatedAt: day(number),
  ...more,
});

export const remark = (number: number, more: Partial<ForgeRemark> = {}): ForgeRemark => ({
  id: `PRRC_${number}`,
  kind: "comment",
  pull: 7,
  pullState: "open",
  author: "bob",
  isBot: false,
  body: `You should look at place ${number} again.`,
  url: `https://github.example/acme/shop/pull/7#note-${number}`,
  isOutdated: false,
  updatedAt: day(number),
  ...more,
});

const latestFirst = (remarks: readonly ForgeRemark[]) =>
  remarks.toSorted((a, b) => Date.parse(b.updatedAt) - Date.parse(a.updatedAt));

const onPull = (pull: number) => ({ pull, url: `https://github.example/acme/shop/pull/${pull}#note` });

/** What every Forge keeps to. */
export function forgeContract(name: string, make: (content: ForgeContent) => Promise<ForgeSubject>): void {
  describe(`forge: ${name}`, () => {
    test("gives open issues as they are, those changed last first", async () => {
      const issues = [issue(1), issue(2, { labels: [], body: "" }), issue(3, { title: "‮Ünï \u001b[31m`rm -rf /`" })];
      const { forge } = await make({ issues });
      const list = await forge.issues(asked());
      expect(list).toEqual({ ok: true, value: { items: issues.toReversed(), isWhole: true, notices: [] } });
    });

    test("gives what was said about pull requests, whichever way it was said", async () => {
      const remarks = [
        remark(1, { kind: "line", path: "src/a.ts", line: 12, isResolved: false }),
        remark(2),
        remark(3, { ...onPull(8), kind: "review", isBot: true, pullState: "merged" }),
        remark(6, { ...onPull(9), pullState: "closed" }),
        remark(4, { kind: "line", path: "src/b.ts", isResolved: true }),
        remark(5, { kind: "line", path: "src/b.ts", isOutdated: true, isResolved: false }),
      ];
      const { forge } = await make({ remarks });
      const list = await forge.remarks(asked());
      expect(list).toEqual({ ok: true, value: { items: latestFirst(remarks), isWhole: true, notices: [] } });
    });

    test("reads page after page, and says where a limit left something out", async () => {
      const issues = Array.from({ length: 28 * 9 }, (_, at) => issue(at + 1, { updatedAt: day(1 + (at % 28)) }));
      const { forge } = await make({ issues });
      const all = await forge.issues(asked());
      expect(all.ok && all.value.items.map(({ id }) => id).toSorted()).toEqual(issues.map(({ id }) => id).toSorted());
      const some = await forge.issues(asked({ limit: 150 }));
      expect(some).toMatchObject({ ok: true, value: { isWhole: false, notices: [expect.stringContaining("150")] } });
      expect(some.ok && some.value.items.length).toBe(150);
      const exact = await forge.issues(asked({ limit: issues.length }));
      expect(exact).toMatchObject({ ok: true, value: { isWhole: true } });
    });

    test("asked for changes alone it gives those, and never all", async () => {
      const content = { issues: [issue(1), issue(5)], remarks: [remark(2), remark(6, { kind: "review" })] };
      const { forge } = await make(content);
      const since = new Date(Date.UTC(2026, 0, 5));
      const [issues, remarks] = [await forge.issues(asked({ since })), await forge.remarks(asked({ since }))];
      expect(issues).toMatchObject({ ok: true, value: { items: [{ number: 5 }], isWhole: false } });
      expect(remarks).toMatchObject({ ok: true, value: { items: [{ id: "PRRC_6" }], isWhole: false } });
    });

    test("a repository with nothing in it has nothing", async () => {
      const { forge } = await make({});
      expect(await forge.issues(asked())).toMatchObject({ ok: true, value: { items: [], isWhole: true } });
      expect(await forge.remarks(asked())).toMatchObject({ ok: true, value: { items: [], isWhole: true } });
    });

    test("one that is not there: forge-not-found", async () => {
      const { forge } = await make({});
      const elsewhere = asked({ repository: { owner: "acme", name: "none" } });
      for (const answer of [await forge.issues(elsewhere), await forge.remarks(elsewhere)])
        expect(answer).toMatchObject({ ok: false, fault: { code: "forge-not-found", exit: "notFound" } });
    });

    test("a caller that wants no more is not answered: forge-too-slow", async () => {
      const { forge } = await make({ issues: [issue(1)] });
      const stop = AbortSignal.abort();
      for (const answer of [await forge.issues(asked({ stop })), await forge.remarks(asked({ stop }))])
        expect(answer).toMatchObject({ ok: false, fault: { code: "forge-too-slow" } });
    });
  });
}
