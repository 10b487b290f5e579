import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../../../test/rounds.ts";
import { type AlikeTickets, comparer } from "./_compare-tickets.ts";
import { type TicketText, weigh } from "./_weigh.ts";
import { alikeTickets, ticketsLikeEach } from "./alike-tickets.ts";

const upload = { id: "a", title: "Retry failed uploads", text: "Uploading to the archive breaks on ECONNRESET." };
const again = {
  id: "b",
  title: "Uploads are not retried",
  text: "On ECONNRESET an upload to the archive fails for good.",
};
const invoice = { id: "c", title: "Translate invoices", text: "Customers in Lyon get invoices in English." };

test("two that say the same in other words are found, with the words that both have", () => {
  const [pair, ...more] = alikeTickets([upload, invoice, again]);
  expect(more).toEqual([]);
  expect(pair).toMatchObject({ a: "a", b: "b" });
  expect(pair?.why).toContain("archive");
  expect(ticketsLikeEach([again], [upload, invoice])).toMatchObject([[{ a: "a", b: "b" }]]);
});

test("the same sentence about something else is another ticket", () => {
  const export_ = (id: string, what: string) => ({ id, title: `Export the orders as ${what}`, text: "" });
  expect(alikeTickets([export_("a", "CSV"), export_("b", "XML")])).toEqual([]);
  expect(alikeTickets([export_("a", "CSV"), export_("b", "csv")])).toMatchObject([{ a: "a", b: "b", score: 1 }]);
});

test("a thousand equal tickets are each named with the first", () => {
  const equal = Array.from({ length: 1_000 }, (_, at) => ({ ...upload, id: `${at}` }));
  const pairs = alikeTickets(equal);
  expect(pairs).toHaveLength(999);
  expect(pairs.every(({ a, score }) => a === "0" && score === 1)).toBe(true);
});

test("tickets that say nothing are not the same", () => {
  const nothing = ["", " ", "the", "...", "\u0000"].map((title, at) => ({ id: `${at}`, title, text: "" }));
  expect(alikeTickets(nothing)).toEqual([]);
  expect(alikeTickets([])).toEqual([]);
});

const WORDS = "cache token parser voucher webhook stock colour proxy index shard lease mirror quota ledger".split(" ");
const words = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 8 }).map((list) => list.join(" "));
const someTickets = fc
  .array(fc.record({ title: words, text: words }), { maxLength: 10 })
  .map((list) => list.map((ticket, at) => ({ id: `t${at}`, ...ticket })));

/** Without a choice of candidates beforehand. */
function withEachOf(rest: readonly TicketText[], wish: TicketText): readonly AlikeTickets[] {
  const all = [...rest, wish];
  const { compare } = comparer(all, weigh(all));
  return rest.flatMap((_, a) => compare(a, rest.length) ?? []);
}

test("a large backlog finds what a comparison with each ticket finds", () => {
  // What stands around them makes the backlog large, and shares no word with them.
  const others = Array.from({ length: 220 }, (_, at) => ({ id: `o${at}`, title: `only${at}x`, text: `alone${at}y` }));
  const property = fc.property(someTickets, (tickets) => {
    const said = new Set(tickets.map(({ title, text }) => `${title}\n${text}`));
    if (said.size < tickets.length) return;
    const found = alikeTickets([...others, ...tickets]).map(({ a, b, score }) => `${a} ${b} ${score.toFixed(9)}`);
    const withEach = tickets.flatMap((wish, at) => {
      const rest = [...others, ...tickets.slice(0, at), ...tickets.slice(at + 1)];
      return withEachOf(rest, wish).filter(({ a }) => Number(a.slice(1)) < at);
    });
    for (const wish of tickets) {
      const rest = [...others, ...tickets.filter((one) => one !== wish)];
      const [told = []] = ticketsLikeEach([wish], rest);
      expect(new Set(told.map(({ a }) => a))).toEqual(new Set(withEachOf(rest, wish).map(({ a }) => a)));
    }
    expect(found.toSorted()).toEqual(withEach.map(({ a, b, score }) => `${a} ${b} ${score.toFixed(9)}`).toSorted());
  });
  fc.assert(property, { numRuns: rounds(30) });
});
