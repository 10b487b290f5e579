import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { systemClock } from "../../src/host/clock.ts";
import { nodeFiles } from "../../src/host/files.ts";
import { githubForge } from "../../src/host/forge.ts";
import type { Forge } from "../../src/ports/forge.ts";
import { forgeFailed } from "../../src/ports/forge-faults.ts";
import { manualClock } from "../../src/twins/manual-clock.ts";
import { memoryForge } from "../../src/twins/memory-forge.ts";
import { type Github, type GithubContent, type OddAnswer, startGithub } from "../rigs/github.ts";
import { asked, forgeContract, issue, remark } from "./forge.ts";
import { tempFolder } from "./temp-folder.ts";

const TOKEN = "ghp_standIn";

async function github(content: GithubContent = {}): Promise<Github> {
  const server = await startGithub(content, { token: TOKEN });
  onTestFinished(() => server[Symbol.asyncDispose]());
  return server;
}

const forgeAt = (server: Github, more: Readonly<Record<string, string>> = {}): Forge =>
  githubForge({
    clock: systemClock(),
    files: nodeFiles(),
    variables: { DOCKET_GITHUB_URL: server.url, GITHUB_TOKEN: TOKEN, ...more },
  });

forgeContract("host", async (content) => ({ forge: forgeAt(await github(content)) }));

forgeContract("memory", async (content) => ({ forge: memoryForge({ repositories: { "acme/shop": content } }) }));

test("a twin gives the fault it is told to give", async () => {
  const fault = forgeFailed({ repository: "acme/shop", reason: "the line is cut" });
  expect(await memoryForge({ fault }).issues(asked())).toEqual({ ok: false, fault });
});

test.each<readonly [string, Omit<OddAnswer, "path">]>([
  ["forge-token-refused", { status: 401 }],
  ["forge-forbidden", { status: 403 }],
  ["forge-forbidden", { status: 451 }],
  ["forge-not-found", { status: 404 }],
  ["forge-not-found", { status: 410 }],
  ["forge-failed", { status: 500 }],
  ["forge-failed", { status: 502, headers: { "content-type": "text/html" }, body: "<h1>Unicorn \u001b[31m</h1>" }],
  ["forge-failed", { status: 200, body: '{"no": "list"}' }],
  ["forge-failed", { status: 200, body: "not json" }],
  ["forge-failed", { breaks: true }],
  ["forge-failed", { status: 302, headers: { location: "http://127.0.0.2:1/elsewhere" } }],
  ["forge-limited", { status: 429, headers: { "retry-after": "900" } }],
  ["forge-limited", { status: 403, headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "4102444800" } }],
  ["forge-limited", { status: 403, body: '{"message": "You have exceeded a secondary rate limit"}' }],
])("%s: an answer that is none, %o", async (code, odd) => {
  const server = await github({ issues: [issue(1)] });
  server.odd({ path: /issues/, ...odd });
  const answer = await forgeAt(server).issues(asked());
  expect(answer).toMatchObject({ ok: false, fault: { code } });
  expect(JSON.stringify(answer)).not.toContain(TOKEN);
  expect(JSON.stringify(answer)).not.toContain("u001b");
});

test("a token that is wrong, or none at all, is said: forge-token-refused", async () => {
  const server = await github({ issues: [issue(1)] });
  const wrong = await forgeAt(server, { GITHUB_TOKEN: "old" }).issues(asked());
  expect(wrong).toMatchObject({
    fault: { code: "forge-token-refused", hint: expect.stringContaining("GITHUB_TOKEN") },
  });
  const broken = await forgeAt(server, { GITHUB_TOKEN: `${TOKEN}\n${TOKEN}` }).issues(asked());
  expect(broken).toMatchObject({ fault: { code: "forge-token-refused" } });
  expect(JSON.stringify(broken)).not.toContain(TOKEN);
  const none = await forgeAt(server, { GITHUB_TOKEN: " " }).issues(asked());
  expect(none).toMatchObject({ fault: { code: "forge-token-refused" } });
  expect(await forgeAt(server, { GITHUB_TOKEN: "", GH_TOKEN: TOKEN }).issues(asked())).toMatchObject({ ok: true });
});

test("nobody there, and an address that is none: forge-failed", async () => {
  const server = await startGithub();
  await server[Symbol.asyncDispose]();
  expect(await forgeAt(server).issues(asked())).toMatchObject({ fault: { code: "forge-failed" } });
  for (const url of ["no address", "https://ada:geheim@127.0.0.1:1", "file:///etc/passwd"]) {
    const odd = await forgeAt(server, { DOCKET_GITHUB_URL: url }).remarks(asked());
    expect(odd).toMatchObject({ fault: { code: "forge-failed", message: expect.stringContaining("no address") } });
    expect(JSON.stringify(odd)).not.toContain("geheim");
  }
});

test("the enterprise address of the environment is taken when no other is given", async () => {
  const server = await github({ issues: [issue(1)] });
  const forge = forgeAt(server, { DOCKET_GITHUB_URL: "", GITHUB_API_URL: `${server.url}/` });
  expect(await forge.issues(asked())).toMatchObject({ ok: true, value: { items: [{ number: 1 }] } });
});

test("it knows whose remotes are its own", () => {
  const host = (url: string) =>
    githubForge({ clock: systemClock(), files: nodeFiles(), variables: { GITHUB_API_URL: url } }).host;
  expect([host(""), host("https://api.github.com/"), host("https://git.acme.example/api/v3"), host("nothing")]).toEqual(
    [...["github.com", "github.com", "git.acme.example", ""]],
  );
});

test("a server that never answers is given up at the limit, and at once when somebody says stop", async () => {
  const server = await github();
  server.odd({ path: /./, hangs: true, always: true });
  const late = await forgeAt(server).issues(asked({ limitMs: 200.5 }));
  expect(late).toMatchObject({ ok: false, fault: { code: "forge-too-slow" } });
  const stop = new AbortController();
  const waiting = forgeAt(server).remarks(asked({ stop: stop.signal }));
  stop.abort();
  expect(await waiting).toMatchObject({ ok: false, fault: { code: "forge-too-slow" } });
});

test("a pause that GitHub asks for is kept, said, and the question asked again", async () => {
  const server = await github({ issues: [issue(1)] });
  server.odd({ path: /issues/, status: 429, headers: { "retry-after": "60" } });
  const clock = manualClock();
  const forge = githubForge({
    clock,
    files: nodeFiles(),
    variables: { DOCKET_GITHUB_URL: server.url, GITHUB_TOKEN: TOKEN },
  });
  const waiting = forge.issues(asked({ limitMs: 600_000 }));
  await untilAsked(server, 1);
  clock.advance(60_000);
  expect(await waiting).toMatchObject({
    ok: true,
    value: { items: [{ number: 1 }], isWhole: true, notices: ["GitHub asked to wait; went on after 60 s"] },
  });
  expect(server.requests.map(({ status }) => status)).toEqual([429, 200]);
});

test("a pause ends when somebody says stop", async () => {
  const server = await github();
  server.odd({ path: /issues/, status: 429, headers: { "retry-after": "20" }, always: true });
  const stop = new AbortController();
  const waiting = forgeAt(server).issues(asked({ stop: stop.signal }));
  await untilAsked(server, 1);
  stop.abort();
  expect(await waiting).toMatchObject({ ok: false, fault: { code: "forge-too-slow" } });
});

test("an answer that still holds is not sent again, page by page", async () => {
  const issues = Array.from({ length: 130 }, (_, at) => issue(at + 1, { updatedAt: "2026-01-01T00:00:00Z" }));
  const server = await github({ issues });
  const cacheFolder = join(tempFolder(), "cache");
  const forge = forgeAt(server);
  const first = await forge.issues(asked({ cacheFolder }));
  const second = await forge.issues(asked({ cacheFolder }));
  expect(second).toEqual(first);
  expect(server.requests.map(({ status }) => status)).toEqual([200, 200, 304, 304]);
  server.holds({ issues: issues.slice(0, 129) });
  const third = await forge.issues(asked({ cacheFolder }));
  expect(third.ok && third.value.items.length).toBe(129);
  expect(server.requests.slice(4).map(({ status }) => status)).toEqual([304, 200]);
  for (const name of readdirSync(cacheFolder)) {
    expect(readFileSync(join(cacheFolder, name), "utf8")).not.toContain(TOKEN);
    writeFileSync(join(cacheFolder, name), '{"url": "torn');
  }
  expect(await forge.issues(asked({ cacheFolder }))).toEqual(third);
  expect(server.requests.slice(6).map(({ status }) => status)).toEqual([200, 200]);
});

test("a repository that moved on the same server is found; the token goes to no other", async () => {
  const server = await github({ issues: [issue(1)] });
  server.odd({ path: /repos\/acme\/old/, status: 301, headers: { location: "/repos/acme/shop/issues?per_page=100" } });
  const moved = asked({ repository: { owner: "acme", name: "old" } });
  expect(await forgeAt(server).issues(moved)).toMatchObject({ ok: true, value: { items: [{ number: 1 }] } });
  const other = await github({ issues: [issue(2)] });
  server.odd({
    path: /issues/,
    headers: { link: `<${other.url}/repos/acme/shop/issues?page=2>; rel="next"` },
    body: "[]",
  });
  expect(await forgeAt(server).issues(asked())).toMatchObject({ ok: false, fault: { code: "forge-failed" } });
  server.odd({
    path: /repos\/acme\/shop/,
    status: 307,
    headers: { location: "/repos/acme/shop/issues" },
    always: true,
  });
  expect(await forgeAt(server).issues(asked())).toMatchObject({ ok: false, fault: { code: "forge-failed" } });
  expect(other.requests).toEqual([]);
});

test("what is no issue in a list of issues is left out, said, and such a list is not all there is", async () => {
  const server = await github();
  const good = { node_id: "I_1", number: 1, title: "one", updated_at: "2026-01-01T00:00:00Z" };
  const pull = { ...good, node_id: "PR_2", number: 2, pull_request: {} };
  const told = async (list: readonly unknown[]) => {
    server.odd({ path: /issues/, body: JSON.stringify(list) });
    return forgeAt(server).issues(asked());
  };
  const bad = [{ ...good, number: "3" }, { number: 4 }, null, 7];
  expect(await told([good, pull, ...bad])).toMatchObject({
    value: { isWhole: false, items: [{ number: 1 }], notices: ["4 entries of a list of GitHub could not be read"] },
  });
  expect(await told([good, pull])).toMatchObject({ value: { isWhole: true, notices: [] } });
  const odd = [{ node_id: "C_1" }];
  server.odd({ path: /pulls\/comments/, body: JSON.stringify(odd) });
  expect(await forgeAt(server).remarks(asked())).toMatchObject({ value: { isWhole: false, items: [] } });
});

test("a list without an end is not read for ever", async () => {
  const server = await github();
  const next = `<${server.url}/repos/acme/shop/issues?page=2>; rel="next"`;
  server.odd({ path: /issues/, headers: { link: next }, body: "[]", always: true });
  expect(await forgeAt(server).issues(asked())).toMatchObject({
    value: { isWhole: false, items: [], notices: [expect.stringContaining("pages")] },
  });
  expect(server.requests.length).toBeLessThanOrEqual(200);
});

test("an answer that is a page for people, and a way to another kind of place, are said: forge-failed", async () => {
  const server = await github();
  const failure = async (one: Partial<Parameters<typeof server.odd>[0]>): Promise<string> => {
    server.odd({ path: /issues/, ...one });
    const answer = await forgeAt(server).issues(asked());
    return answer.ok ? "" : `${answer.fault.code}: ${answer.fault.message}`;
  };
  expect(await failure({ headers: { "content-type": "text/html" }, body: "<html>log in</html>" })).toMatch(
    /^forge-failed: .* the answer is no JSON$/,
  );
  expect(await failure({ status: 302, headers: { location: "file:///etc/passwd" } })).toMatch(
    /^forge-failed: .* it led to another server, file:\/\/$/,
  );
});

test("an answer without end is broken off: forge-failed", async () => {
  const server = await github();
  server.odd({ path: /issues/, body: new Uint8Array(17 * 1024 * 1024).fill(32) });
  const answer = await forgeAt(server).issues(asked());
  expect(answer).toMatchObject({ fault: { code: "forge-failed", message: expect.stringContaining("more than") } });
});

test("where it does not say which threads are settled, the rest is given and that is said", async () => {
  const server = await github({ remarks: [remark(1, { kind: "line", path: "a.ts", line: 1 })] });
  server.odd({ path: /graphql/, status: 403 });
  const list = await forgeAt(server).remarks(asked());
  expect(list).toMatchObject({ ok: true, value: { isWhole: true, notices: [expect.stringContaining("resolved")] } });
  expect(list.ok && list.value.items[0]?.isResolved).toBeUndefined();
});

async function untilAsked(server: Github, count: number): Promise<void> {
  while (server.requests.length < count) await new Promise((resolve) => setImmediate(resolve));
  // The answer is on its way through the library, turn by turn.
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
