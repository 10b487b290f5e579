import { execFileSync } from "node:child_process";
import { hostname, userInfo } from "node:os";
import { expect, test } from "vitest";
import { processEnvironment } from "../../src/host/environment.ts";
import type { Environment } from "../../src/ports/environment.ts";
import { testWorld } from "../../src/twins/test-world.ts";
import { environmentContract } from "./environment.ts";
import { tempFolder } from "./temp-folder.ts";

environmentContract("host", () => processEnvironment());
environmentContract("host, in a process of its own", () => surroundings({}).environment);
// The twin is plain data.
environmentContract("test world", () => testWorld().environment);

interface Told {
  readonly environment: Environment;
  readonly pid: number;
  readonly same: boolean;
}

const SCRIPT = new URL("children/surroundings.ts", import.meta.url).pathname;

function surroundings(added: Readonly<Record<string, string>>): Told {
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, ...added };
  const told: Told = JSON.parse(execFileSync(process.execPath, [SCRIPT], { cwd: tempFolder(), env, encoding: "utf8" }));
  return told;
}

test("tells of the process it is in, and what it told stays so", () => {
  const { environment, pid, same } = surroundings({ DOCKET_ACTOR: "mika" });
  expect(environment).toMatchObject({ pid, host: hostname(), variables: { DOCKET_ACTOR: "mika" } });
  expect(same).toBe(true);
});

test("knows the user by the login, and where nobody logged in as the system does", () => {
  expect(surroundings({ USER: "login" }).environment.user).toBe("login");
  expect(surroundings({ LOGNAME: "other" }).environment.user).toBe("other");
  expect(surroundings({}).environment.user).toBe(userInfo().username);
});

test("no variable but those in its list is seen", () => {
  const { variables } = surroundings({
    SECRET_TOKEN: "x",
    DOCKET_OTHER: "x",
    NODE_OPTIONS: "",
    EDITOR: "vi",
  }).environment;
  expect(variables).toEqual({ EDITOR: "vi", PATH: process.env.PATH });
});

test("variables whose names say that they are secret are told apart, to be masked", () => {
  const secret = {
    API_TOKEN: "a1b2c3d4",
    DB_PASSWORD: "correct horse",
    OPENAI_API_KEY: "sk-12345678",
    my_secret: "hidden away",
  };
  const plain = {
    GIT_CONFIG_KEY_0: "safe.directory",
    KEYBOARD_LAYOUT: "dvorak-programmer",
    TOKENIZER: "byte-pair-encoding",
    SHORT_KEY: "1234567",
    BLANK_TOKEN: "         ",
  };
  const { secrets } = surroundings({ ...secret, ...plain }).environment;
  expect(Object.fromEntries(secrets.map(({ name, value }) => [name, value]))).toEqual(secret);
});

test("the program it names starts itself again", () => {
  const { environment } = surroundings({});
  const [command = "", ...words] = environment.program;
  const again: Told = JSON.parse(execFileSync(command, words, { cwd: "/", encoding: "utf8" }));
  expect(again.environment.program).toEqual(environment.program);
});

test("a caller in a folder that was deleted is told its name", () => {
  const folder = tempFolder();
  const started = `cd '${folder}' && rmdir '${folder}' && exec '${process.execPath}' '${SCRIPT}'`;
  const told: Told = JSON.parse(execFileSync("/bin/sh", ["-c", started], { encoding: "utf8" }));
  expect(told.environment.cwd).toBe(folder);
});
