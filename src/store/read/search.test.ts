import fc from "fast-check";
import { expect, test } from "vitest";
import { ticketText } from "../../../test/rigs/checkup.ts";
import { rounds } from "../../../test/rounds.ts";
import { sqlFailed } from "../../ports/faults.ts";
import type { Sql } from "../../ports/sql.ts";
import { err } from "../../std/result.ts";
import { testWorld } from "../../twins/test-world.ts";
import { plainHome } from "../home/find-home.ts";
import { searchTickets } from "./search.ts";

interface Page {
  readonly title?: string;
  readonly body?: string;
  readonly labels?: string;
}

/** What stands in for SQLite where nothing can be kept. */
const noSql: Sql = { open: (path) => err(sqlFailed({ path, reason: "there is none here" })) };

const ways = ["by the index", "by reading the files"] as const;

/** A backlog in memory: id to what is in the ticket. */
function backlogOf(pages: Readonly<Record<string, Page>>, way: (typeof ways)[number]) {
  const world = testWorld();
  const home = plainHome("/project", "docket");
  const put = (id: string, { title = "Something", body = "Words.", labels }: Page): void => {
    const text = ticketText({ id, title: JSON.stringify(title), body, more: labels ? [`labels: [${labels}]`] : [] });
    world.files.makeFolder("/project/docket/tickets");
    world.files.writeAtomic(`/project/docket/tickets/${id}-x.md`, new TextEncoder().encode(text));
  };
  for (const [id, page] of Object.entries(pages)) put(id, page);
  const backlog = { home, world: way === "by the index" ? world : { ...world, sql: noSql } };
  const search = (query: string, limit = 100) => searchTickets(backlog, query, { accept: () => true, limit });
  const found = (query: string) => search(query).hits.map(({ summary }) => summary.id.slice("TASK-".length));
  return { backlog, world, put, search, found };
}

test.each(ways)("%s: a word in the title comes before one in the body, more of them before fewer", (way) => {
  const filler = "and other words that fill the page up to some length ".repeat(4);
  const { found } = backlogOf(
    {
      "TASK-bbbbbb": { body: `passkey once ${filler}` },
      "TASK-cccccc": { title: "Sign in with a passkey", body: filler },
      "TASK-dddddd": { body: `passkey and passkey, a passkey ${filler}` },
      "TASK-ffffff": { body: filler },
    },
    way,
  );
  expect(found("passkey")).toEqual(["cccccc", "dddddd", "bbbbbb"]);
});

test.each(ways)("%s: every word is needed, wherever it stands, and beginnings are enough", (way) => {
  const { found } = backlogOf(
    {
      "TASK-bbbbbb": { title: "Cache of tokens", body: "nothing else" },
      "TASK-cccccc": { title: "Tokens", body: "are refreshed" },
      "TASK-dddddd": { title: "Nothing", body: "the cache\nholds a\ntoken" },
      "TASK-ffffff": { title: "A subtoken of the cache" },
      "TASK-gggggg": { title: "A cache", labels: "token" },
    },
    way,
  );
  expect([...found("token cache")].sort()).toEqual(["bbbbbb", "dddddd", "gggggg"]);
  expect([...found("tok CACH")].sort()).toEqual(["bbbbbb", "dddddd", "gggggg"]);
  expect(found("token cache absent")).toEqual([]);
  expect(found("oken")).toEqual([]);
});

test.each(ways)("%s: equal hits come in the order of their ids, however the disk lists them", (way) => {
  const ids = ["TASK-gggggg", "TASK-bbbbbb", "TASK-ffffff", "TASK-cccccc", "TASK-dddddd"];
  const { found } = backlogOf(Object.fromEntries(ids.map((id) => [id, { title: "The same words" }])), way);
  expect(found("same words")).toEqual(["bbbbbb", "cccccc", "dddddd", "ffffff", "gggggg"]);
});

test.each(ways)("%s: accents and case do not count, letters of any script do", (way) => {
  const { found } = backlogOf(
    {
      "TASK-bbbbbb": { title: "Überprüfung des Cafés" },
      "TASK-cccccc": { title: "ログイン を直す" },
      "TASK-dddddd": { title: "Починить вход" },
      "TASK-ffffff": { title: "v2 of the api_key" },
      "TASK-gggggg": { title: "Первый ещё раз" },
      "TASK-hhhhhh": { title: "Η κρυφή μνήμη" },
      "TASK-jjjjjj": { title: "한국어 검색" },
      "TASK-kkkkkk": { title: "The Čapek ISTANBUL" },
    },
    way,
  );
  expect(found("uberprufung CAFE")).toEqual(["bbbbbb"]);
  expect(found("ÜBERPRÜFUNG u\u0308ber")).toEqual(["bbbbbb"]);
  expect(found("первый ЕЩЁ")).toEqual(["gggggg"]);
  expect(found("ΚΡΥΦΉ μνήμη")).toEqual(["hhhhhh"]);
  expect(found("한국 검색")).toEqual(["jjjjjj"]);
  expect(found("istanbul capek")).toEqual(["kkkkkk"]);
  expect(found("ログイン")).toEqual(["cccccc"]);
  expect(found("починить")).toEqual(["dddddd"]);
  expect(found("V2 key")).toEqual(["ffffff"]);
});

test.each(ways)("%s: signs are no words and no commands", (way) => {
  const { found, search } = backlogOf(
    { "TASK-bbbbbb": { title: 'The "exact" phrase' }, "TASK-cccccc": { title: "exact OR NOT near" } },
    way,
  );
  expect([...found('"exact')].sort()).toEqual(["bbbbbb", "cccccc"]);
  expect(found("exact* AND (phrase)")).toEqual([]);
  expect(found("exact' phrase; --")).toEqual(["bbbbbb"]);
  expect(found("NOT near")).toEqual(["cccccc"]);
  expect(found("title:exact")).toEqual([...found("title exact")]);
  for (const nothing of ["", "   ", '"', "*", "()", "-", "\0", "^", "😀"])
    expect(search(nothing).total, nothing).toBe(0);
});

test("the two ways find the same tickets, whatever is asked for and whatever is in them", () => {
  const word = fc.constantFrom(
    "cache",
    "cached",
    "Café",
    "cafe",
    "ca",
    "x1",
    "1",
    "zürich",
    "ZU",
    "naïve_key",
    "グ",
    "ещё",
    "İ",
  );
  const sign = fc.constantFrom(" ", " ", '"', "'", "*", "-", "(", ":", ".", "\n", "​");
  const text = fc.array(fc.oneof(word, sign), { maxLength: 8 }).map((parts) => parts.join(""));
  const page = fc.record({ title: text.map((one) => `T ${one.replaceAll("\n", " ")}`), body: text });
  fc.assert(
    fc.property(fc.array(page, { minLength: 1, maxLength: 4 }), text, (pages, query) => {
      const named = Object.fromEntries(pages.map((one, at) => [`TASK-${"bcdf".charAt(at).repeat(6)}`, one]));
      const [index, reading] = ways.map((way) => [...backlogOf(named, way).found(query)].sort());
      expect(index).toEqual(reading);
    }),
    { numRuns: rounds(60) },
  );
});

test("what changed, came or went since the last search is found as it is now", () => {
  const { found, put, world } = backlogOf(
    { "TASK-bbbbbb": { title: "One walrus" }, "TASK-cccccc": { title: "Two walrus" } },
    "by the index",
  );
  expect(found("walrus")).toEqual(["bbbbbb", "cccccc"]);
  put("TASK-bbbbbb", { title: "One heron" });
  put("TASK-dddddd", { title: "Three walrus" });
  world.files.remove("/project/docket/tickets/TASK-cccccc-x.md");
  expect(found("walrus")).toEqual(["dddddd"]);
  expect(found("heron")).toEqual(["bbbbbb"]);
});

test("the limit cuts what is shown, not what is counted; refused tickets are neither", () => {
  const ids = ["TASK-bbbbbb", "TASK-cccccc", "TASK-dddddd"];
  const { backlog, search } = backlogOf(
    Object.fromEntries(ids.map((id) => [id, { body: "A sentence with a walrus in it." }])),
    "by the index",
  );
  expect(search("walrus", 2)).toMatchObject({ total: 3, hits: [{ snippet: expect.stringContaining("walrus") }, {}] });
  const accept = ({ id }: { readonly id: string }): boolean => id !== "TASK-cccccc";
  expect(searchTickets(backlog, "walrus", { accept, limit: 9 }).total).toBe(2);
});
