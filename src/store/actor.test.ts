import { expect, test } from "vitest";
import { gitIn, makeRepo } from "../../test/rigs/repo.ts";
import { systemGit } from "../host/git.ts";
import { testWorld } from "../twins/test-world.ts";
import { parseActor, resolveAuthor } from "./actor.ts";

test.each([
  ["mika", "person", { name: "mika", kind: "person" }],
  ["mika", "agent", { name: "mika", kind: "agent" }],
  ["agent:claude", "person", { name: "claude", kind: "agent" }],
  ["person:mika", "agent", { name: "mika", kind: "person" }],
  ["  Mika Müller ", "person", { name: "Mika Müller", kind: "person" }],
  ["robot:r2", "person", { name: "robot:r2", kind: "person" }],
  ["x".repeat(100), "person", { name: "x".repeat(100), kind: "person" }],
] as const)("%j, by default a %s", (text, byDefault, actor) => {
  expect(parseActor(text, byDefault)).toEqual(actor);
});

test.each(["", "  ", "agent:", "x".repeat(101), "a\nb", "a\u001bb", "a<b", "a>b", "a\u202eb", "a\u0085b"])(
  "%j is no name for an actor",
  async (text) => {
    expect(parseActor(text, "person")).toBeUndefined();
    const caller = { cwd: "/project", as: text, door: "person" } as const;
    expect(await resolveAuthor(testWorld(), caller)).toMatchObject({
      ok: false,
      fault: { code: "actor-not-valid", exit: "usage" },
    });
  },
);

interface Surroundings {
  readonly as?: string;
  readonly door?: "person" | "agent";
  readonly variables?: Readonly<Record<string, string | undefined>>;
  /** `git config` of a real repository. */
  readonly git?: Readonly<Record<string, string>>;
}

/** Git without the configuration of a user. */
const ownGit = systemGit({
  variables: { PATH: process.env.PATH, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" },
});

async function authorIn({ as, door = "person", variables = {}, git = {} }: Surroundings) {
  using repo = makeRepo();
  for (const [name, value] of Object.entries(git)) repo.git("config", name, value);
  const world = testWorld({ variables: { DOCKET_ACTOR: undefined, ...variables } });
  const author = await resolveAuthor({ ...world, git: ownGit }, { cwd: repo.path, as, door });
  return author.ok ? author.value : author.fault.code;
}

const mika = { "user.name": "Mika", "user.email": "mika@example.org" };

test.each<[string, Surroundings, unknown]>([
  [
    "--as before everything",
    { as: "ada", variables: { DOCKET_ACTOR: "bo" }, git: mika },
    { actor: { name: "ada", kind: "person" }, email: "ada@docket.invalid" },
  ],
  [
    "DOCKET_ACTOR before git",
    { variables: { DOCKET_ACTOR: "agent:bo" }, git: mika },
    { actor: { name: "bo", kind: "agent" }, email: "bo@docket.invalid" },
  ],
  ["an empty DOCKET_ACTOR as none at all", { variables: { DOCKET_ACTOR: "" }, git: mika }, { actor: { name: "Mika" } }],
  ["git's user before the login", { variables: { USER: "login" }, git: mika }, { actor: { name: "Mika" } }],
  ["git's address", { git: mika }, { email: "mika@example.org" }],
  [
    "the login without git's user",
    { variables: { USER: "Login Ü" } },
    { actor: { name: "Login Ü" }, email: "login@docket.invalid" },
  ],
  ["the other login", { variables: { LOGNAME: "log" } }, { actor: { name: "log" } }],
  ["nothing at all", {}, { actor: { name: "unknown", kind: "person" }, email: "unknown@docket.invalid" }],
  [
    "a name git can hold and a commit cannot",
    { git: { "user.name": "a\u202eb", "user.email": "not an address" }, variables: { USER: "login" } },
    { actor: { name: "login" }, email: "login@docket.invalid" },
  ],
  ["a name without a letter for an address", { as: "語" }, { email: "unknown@docket.invalid" }],
  ["the agents' door", { door: "agent", git: mika }, { actor: { name: "Mika", kind: "agent" } }],
  ["an agent's mark in the surroundings", { variables: { CLAUDECODE: "1" }, git: mika }, { actor: { kind: "agent" } }],
  ["an agent who says that it is a person", { door: "agent", as: "person:ada" }, "actor-not-person"],
])("%s decides", async (_, surroundings, expected) => {
  const author = await authorIn(surroundings);
  if (typeof expected === "string") expect(author).toBe(expected);
  else expect(author).toMatchObject(expected as object);
});

test("where git cannot be asked the login stands in", async () => {
  using repo = makeRepo("no-git");
  const world = testWorld({ variables: { DOCKET_ACTOR: undefined, USER: "login" } });
  const git = systemGit({ program: "/nowhere/git" });
  const author = await resolveAuthor({ ...world, git }, { cwd: repo.path, as: undefined, door: "person" });
  expect(author).toMatchObject({ value: { actor: { name: "login" } } });
  expect(() => gitIn(repo.path, "status")).toThrow();
});
