import { expect, test } from "vitest";
import { preflightOf, tagsOf } from "./risks.ts";
import { readWish } from "./wish.ts";

test.for([
  ["Let members change their profile picture", "profile"],
  ["Give editors the permission to publish", "permission"],
  ["Keep the session open for a week", "session"],
  ["Persist the cart over restarts", "persistence"],
  ["Deprecate `oldCart`", "public API"],
  ["Fix the XSS in the search box", "security"],
  ["Migrate the carts to the new form", "migration"],
  ["Redesign the way orders are queued", "several designs"],
] as const)("a person looks first: %s", ([said, name]) => {
  expect(preflightOf(readWish(said), []).map((one) => one.split(":", 1)[0])).toContain(name);
});

test.for(["Round the sum of the cart", "Set a cookie with the chosen language", "Show the help in colour"])(
  "nobody has to look first: %s",
  (said) => {
    expect(preflightOf(readWish(said), [])).toEqual([]);
    expect(tagsOf(readWish(said), [])).toEqual([]);
  },
);

test("what makes something safe is marked, whatever its verb is", () => {
  for (const said of ["Escape the titles in the feed", "Prevent open redirect after the login", "Allow no CSRF"])
    expect(tagsOf(readWish(said), []).map(({ label }) => label)).toContain("SECURITY");
});
