import { expect, test } from "vitest";
import { remoteIn } from "./_github-where.ts";

const shop = (host: string) => ({ host, repository: { owner: "acme", name: "shop" } });

test.each([
  ["git@github.com:acme/shop.git", "github.com"],
  ["https://github.com/acme/shop.git", "github.com"],
  ["https://github.com/acme/shop/", "github.com"],
  ["https://user:token@GitHub.com/acme/shop", "github.com"],
  ["ssh://git@ssh.github.com:443/acme/shop.git", "github.com"],
  ["git://github.com/acme/shop", "github.com"],
  ["https://git.acme.example:8443/acme/shop", "git.acme.example:8443"],
  ["git@gitlab.com:acme/shop.git", "gitlab.com"],
])("%s", (url, host) => {
  expect(remoteIn(url)).toEqual(shop(host));
});

test.each([
  "",
  "/srv/git/shop.git",
  "../shop",
  "file:///srv/git/shop.git",
  "https://github.com/acme",
  "git@github.com:a/b/c",
  "https://github.com/../..",
  "C:\\acme\\shop",
])("no address at a forge: %s", (url) => {
  expect(remoteIn(url)).toBeUndefined();
});
