import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { commitAll } from "./_clones.ts";
import { readOnly, smallDisk } from "./_disks.ts";
import { docket, must, refusal } from "./_inside.ts";
import { backlog, fileOf, fingerprint, folder, git, put, repository, ticketFiles } from "./_rig.ts";
import { at, doctor, listAll, newTicket, show } from "./_tickets.ts";
import { ticketText } from "./_written.ts";

let root: string;
let id: string;

beforeEach(async () => {
  root = await backlog();
  id = await newTicket(root, "Untouched");
});

describe("ids that are not ids", () => {
  const hostile = [
    "../../etc/passwd",
    "../docket",
    "TASK-../../x",
    "/etc/passwd",
    "C:\\windows",
    "%2e%2e%2f",
    "",
    " ",
    "*",
    "TASK-\u001b[31m",
    "x".repeat(10_000),
  ];

  test.each(hostile)("show, edit, comment and move refuse %j", async (bad) => {
    const before = fingerprint(root);
    for (const args of [
      ["show", bad],
      ["edit", bad, "--title", "x"],
      ["comment", bad, "--body", "x"],
      ["move", bad, "blocked", "--reason", "x"],
      ["relate", id, "depends_on", bad],
    ]) {
      const refused = await refusal(root, args);
      expect([2, 4], args.join(" ").slice(0, 80)).toContain(refused.exit);
      expect(`${refused.message}${refused.stderr}`).not.toContain("\u001b");
      expect(`${refused.message}${refused.hint ?? ""}`.length).toBeLessThan(1_000);
    }
    expect(fingerprint(root)).toBe(before);
  });

  test("a NUL in text that comes through standard input is refused", async () => {
    const before = fingerprint(root);

    const refused = await refusal(root, ["comment", id, "--body", "-"], { input: "before\0after" });

    expect(refused.exit).toBe(2);
    expect(fingerprint(root)).toBe(before);
  });
});

describe("links out of the root", () => {
  test("a ticket file that is a link is neither read nor written through", async () => {
    const outside = join(folder(), "secret.md");
    writeFileSync(outside, ticketText({ id: "TASK-bcdfgh", title: "Secret outside" }));
    symlinkSync(outside, join(root, "docket/tickets/TASK-bcdfgh-link.md"));
    const text = readFileSync(outside, "utf8");

    const list = await listAll(root);
    const ran = await docket(root, ["comment", "TASK-bcdfgh", "--body", "through the link", "--json"]);

    expect(ran.code).not.toBe(0);
    expect(readFileSync(outside, "utf8")).toBe(text);
    expect(list.tickets.map((ticket) => ticket.title)).not.toContain("Secret outside");
    expect(JSON.stringify([list.problems, await doctor(root)])).toContain("TASK-bcdfgh-link.md");
  });

  test("a tickets folder that is a link out of the root is refused for writing", async () => {
    const fresh = await backlog();
    const outside = folder();
    git(join(fresh, "docket"), "rm", "-rq", "--cached", "--ignore-unmatch", "tickets");
    for (const name of ticketFiles(fresh).keys()) throw new Error(`unexpected ${name}`);
    mkdirSync(join(fresh, "docket/tickets"), { recursive: true });
    const parked = join(folder(), "parked");
    renameSync(join(fresh, "docket/tickets"), parked);
    symlinkSync(outside, join(fresh, "docket/tickets"));

    const refused = await refusal(fresh, ["new", "Escapes"]);

    expect(refused.exit).toBeLessThan(5);
    expect(readdirSync(outside)).toEqual([]);
  });
});

describe("titles", () => {
  test.each([
    ["a line break", "one\ntwo"],
    ["a carriage return", "one\rtwo"],
    ["a terminal escape", "red \u001b[31mtext\u001b[0m"],
    ["a bell and a backspace", "ding\u0007\u0008"],
    ["10 kB", "long ".repeat(2_048)],
    ["nothing", ""],
    ["only blanks", "   "],
  ])("%s: refused, or made harmless, never half done", async (_name, title) => {
    const before = fingerprint(root);
    const ran = await docket(root, ["new", title, "--json"]);

    if (ran.code !== 0) {
      expect(ran.code).toBe(2);
      expect(fingerprint(root)).toBe(before);
      return;
    }
    const made = at(
      (await listAll(root)).tickets.filter((ticket) => ticket.id !== id),
      0,
    );
    expect(made.title).not.toMatch(/[\n\r\u0000-\u001f]/);
    expect(made.title.length).toBeLessThanOrEqual(1_000);
    expect(await doctor(root)).toEqual([]);
  });

  test.each([
    "日本語の題名",
    "Ünïcödé",
    "🚀🚀",
    "!!!",
    "-- --",
    "..",
    "CON",
    "'quoted: \"yes\"' # no comment",
    "- [x] : {a}",
  ])("%s is a title like any other", async (title) => {
    const made = await newTicket(root, "placeholder");
    await must(root, ["edit", made, "--title", title]);
    const direct = await docket(root, ["new", "--json", "--", title]);

    expect((await show(root, made)).title).toBe(title);
    expect(direct.code, direct.stdout).toBe(0);
    expect((await listAll(root)).tickets.filter((ticket) => ticket.title === title)).toHaveLength(2);
    expect((await doctor(root)).filter((finding) => finding.severity === "error")).toEqual([]);
    for (const name of ticketFiles(root).keys()) expect(name).toMatch(/^[A-Z]+-[0-9a-z]+(-[0-9a-z-]+)?\.md$/);
  });

  test("escapes that came in by hand are cleaned when printed", async () => {
    put(root, {
      "docket/tickets/TASK-bcdfgh-red.md": ticketText({ id: "TASK-bcdfgh", title: '"red \\e[31m and \\e]0;x\\a"' }),
    });
    const raw = ticketText({ id: "TASK-bcdfgj", title: "raw \u001b[31m escape" });
    put(root, { "docket/tickets/TASK-bcdfgj-raw.md": raw });

    const texts = [
      await must(root, ["list"]),
      await docket(root, ["show", "TASK-bcdfgh"]),
      await docket(root, ["show", "TASK-bcdfgj"]),
    ];

    for (const ran of texts) expect(`${ran.stdout}${ran.stderr}`).not.toMatch(/[\u001b\u0007]/);
  });
});

describe("files that are too much", () => {
  test("a ticket file of 50 MB is a finding, quickly and without being read", { timeout: 60_000 }, async () => {
    put(root, {
      "docket/tickets/TASK-bcdfgh-huge.md":
        ticketText({ id: "TASK-bcdfgh", title: "Huge" }) + "x".repeat(50 * 1024 * 1024),
    });

    const list = await listAll(root);

    expect(list.tickets.map((ticket) => ticket.id)).toContain(id);
    expect(list.problems.map((problem) => problem.file).join()).toContain("TASK-bcdfgh-huge.md");
    expect((await refusal(root, ["show", "TASK-bcdfgh"])).message.length).toBeLessThan(1_000);
    expect((await doctor(root)).map((finding) => finding.file).join()).toContain("TASK-bcdfgh-huge.md");
    await newTicket(root, "Others go on");
  });

  test("text of 50 MB through standard input is refused", { timeout: 60_000 }, async () => {
    const before = fingerprint(root);

    const refused = await refusal(root, ["comment", id, "--body", "-"], { input: "x".repeat(50 * 1024 * 1024) });

    expect(refused.exit).toBe(2);
    expect(fingerprint(root)).toBe(before);
  });

  test("frontmatter of the billion-laughs kind costs nothing and is never expanded", { timeout: 60_000 }, async () => {
    const levels = "bcdefghij".split("").map((name, index) => {
      const before = "abcdefghi".charAt(index);
      return `${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(",")}]`;
    });
    const bomb = ticketText({
      id: "TASK-bcdfgh",
      title: "Ha",
      extra: ['a: &a ["lol","lol","lol"]', ...levels, "labels: *j"],
    });
    put(root, { "docket/tickets/TASK-bcdfgh-laughs.md": bomb });

    const list = await listAll(root);
    const ran = await docket(root, ["show", "TASK-bcdfgh", "--json"]);

    expect(list.tickets.map((ticket) => ticket.id)).toContain(id);
    expect(ran.stdout.length).toBeLessThan(100_000);
    await doctor(root);
    expect(readFileSync(join(root, "docket/tickets/TASK-bcdfgh-laughs.md"), "utf8")).toBe(bomb);
  });

  test("frontmatter of ten thousand nested brackets does no harm", async () => {
    const deep = ticketText({ id: "TASK-bcdfgh", title: "Deep", extra: [`labels: ${"[".repeat(10_000)}`] });
    put(root, { "docket/tickets/TASK-bcdfgh-deep.md": deep });

    expect((await listAll(root)).tickets.map((ticket) => ticket.id)).toContain(id);
    expect((await docket(root, ["show", "TASK-bcdfgh", "--json"])).code).toBeLessThan(5);
    await doctor(root);
  });
});

describe("disks", () => {
  test("a read-only file system can be read and refuses writes", async ({ skip }) => {
    const before = fingerprint(root);
    const disk = readOnly(root);
    if ("refused" in disk) return skip(`no read-only mount here: ${disk.refused}`);

    expect((await listAll(root)).tickets.map((ticket) => ticket.id)).toEqual([id]);
    expect((await show(root, id)).title).toBe("Untouched");
    await must(root, ["search", "untouched"]);
    for (const args of [
      ["new", "No"],
      ["comment", id, "--body", "no"],
      ["edit", id, "--title", "no"],
    ]) {
      expect((await refusal(root, args)).exit, args[0]).toBe(1);
    }
    expect(fingerprint(root)).toBe(before);
  });

  test("a full disk leaves no empty and no torn file, and writing goes on when there is room", {
    timeout: 120_000,
  }, async ({ skip }) => {
    const disk = smallDisk(3);
    if ("refused" in disk) return skip(`no small file system here: ${disk.refused}`);
    const small = repository(join(disk.at, "app"));
    await must(small, ["init", "--yes"]);
    const first = await newTicket(small, "Before it was full");
    const filler = join(disk.at, "filler");
    fillUp(filler);
    const before = ticketFiles(small);

    for (const args of [
      ["new", "Does not fit"],
      ["comment", first, "--body", "does not fit ".repeat(2_000)],
    ]) {
      const refused = await refusal(small, args);
      expect(refused.exit, JSON.stringify(refused)).toBe(1);
      expect((await listAll(small)).problems).toEqual([]);
      expect((await show(small, first)).events).toHaveLength(1);
    }
    expect(ticketFiles(small)).toEqual(before);
    writeFileSync(filler, "");
    await newTicket(small, "Fits again");
    expect((await listAll(small)).total).toBe(2);
    expect(git(join(small, "docket"), "status", "--porcelain")).toBe("");
    expect((await doctor(small)).filter((finding) => finding.severity === "error")).toEqual([]);
  });
});

describe("two files for one id", () => {
  test("are listed, named by doctor, and neither is overwritten by guess", async () => {
    const [one, two] = [
      ticketText({ id: "TASK-bcdfgh", title: "One" }),
      ticketText({ id: "TASK-bcdfgh", title: "Two", event: "zzf9q2bcdf" }),
    ];
    put(root, { "docket/tickets/TASK-bcdfgh-one.md": one, "docket/tickets/TASK-bcdfgh-two.md": two });
    commitAll(join(root, "docket"), "Add both");

    const titles = (await listAll(root)).tickets.map((ticket) => ticket.title);
    expect(titles).toEqual(expect.arrayContaining(["One", "Two"]));
    expect((await doctor(root)).filter((finding) => finding.severity === "error").length).toBeGreaterThan(0);
    await refusal(root, ["edit", "TASK-bcdfgh", "--title", "Guess"]);
    expect(ticketFiles(root).get("TASK-bcdfgh-one.md")).toBe(one);
    expect(ticketFiles(root).get("TASK-bcdfgh-two.md")).toBe(two);
  });

  test("an ambiguous beginning of an id is refused and names the candidates", async () => {
    put(root, {
      "docket/tickets/TASK-bcdfgh-one.md": ticketText({ id: "TASK-bcdfgh", title: "One" }),
      "docket/tickets/TASK-bcdfgj-two.md": ticketText({ id: "TASK-bcdfgj", title: "Two", event: "zzf9q2bcdf" }),
    });

    const refused = await refusal(root, ["show", "bcdfg"]);

    expect(refused.exit).toBe(2);
    expect(JSON.stringify(refused)).toContain("TASK-bcdfgh");
    expect(JSON.stringify(refused)).toContain("TASK-bcdfgj");
  });
});

describe("docket.yaml", () => {
  test.each([
    ["an unknown key", "\nidz: random\n", /idz/, /\bids\b/],
    ["a wrong type", "\nids: [1, 2]\n", /ids/, /./],
    ["broken YAML", "\nids: [1, 2\n", /./, /./],
  ])("%s is named with its line and the nearest right name", async (_name, text, what, near) => {
    const file = join(root, "docket/docket.yaml");
    const kept = readFileSync(file, "utf8").replace(/^ids:.*$/m, "# ids was here");
    writeFileSync(file, kept + text);
    const line = kept.split("\n").length + 1;
    const before = fingerprint(root);

    const ran = await docket(root, ["new", "With bad settings", "--json"]);
    const findings = await doctor(root);

    const told = JSON.stringify([ran.stdout, ran.stderr, findings]);
    expect(ran.code === 0 || ran.code === 2).toBe(true);
    expect(told).toMatch(what);
    expect(told).toMatch(near);
    const about = findings.filter((finding) => finding.file.endsWith("docket.yaml"));
    expect(about.length).toBeGreaterThan(0);
    expect(about.map((finding) => finding.line)).toEqual(expect.arrayContaining([expect.any(Number)]));
    expect(Math.abs((about[0]?.line ?? 0) - line)).toBeLessThanOrEqual(1);
    if (ran.code !== 0) expect(fingerprint(root)).toBe(before);
    expect(readFileSync(file, "utf8")).toBe(kept + text);
  });
});

describe("a write that was decided on an older file", () => {
  test("--set of an unknown status or a bad number is refused", async () => {
    const before = fingerprint(root);

    for (const set of ["impact=99", "impact=many", "effort=0"])
      expect((await refusal(root, ["edit", id, "--set", set])).exit, set).toBe(2);
    expect((await refusal(root, ["edit", id, "--priority", "urgentest"])).exit).toBe(2);
    expect((await refusal(root, ["move", id, "dnoe", "--reason", "x"])).exit).toBe(2);
    expect((await refusal(root, ["edit", id, "--set", "id=TASK-other"])).exit).toBe(2);
    expect((await refusal(root, ["edit", id, "--set", "status=done"])).exit).toBe(2);

    expect(fingerprint(root)).toBe(before);
    expect(statSync(fileOf(root, id)).isFile()).toBe(true);
  });
});

/** Writes until nothing fits any more. */
function fillUp(path: string): void {
  for (const size of [1024 * 1024, 64 * 1024, 4096, 512]) {
    for (let full = false; !full; ) full = !append(path, size);
  }
}

function append(path: string, size: number): boolean {
  try {
    writeFileSync(path, Buffer.alloc(size), { flag: "a" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOSPC") return false;
    throw error;
  }
}
