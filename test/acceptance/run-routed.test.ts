import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { docket, must, refusal } from "./_inside.ts";
import { bodyFor, project, readyTicket, setting } from "./_project.ts";
import { folder, git, put } from "./_rig.ts";
import { show } from "./_tickets.ts";

/** Sets what the kinds of agents bring with them, without agreeing to it. */
function agents(root: string, kinds: Readonly<Record<string, Readonly<Record<string, unknown>>>>, more = ""): void {
  setting(root, /$(?![\s\S])/, `${more}routing:\n  agents: ${JSON.stringify(kinds)}\n`);
}

/** An agent that notes what it was told and what it is, and writes one file. */
const recording = (note: string, file: string): string =>
  `{ echo "$DOCKET_AGENT_KIND $DOCKET_TIER"; cat; } > ${note}; echo "/* ${file} */" > ${file}`;

test("each ticket goes to the program of its kind of agent, with its prompt, the rules of the project and its model", async () => {
  const root = await project({ gate: "true" });
  put(root, { "prompts/front.md": "Keep to the grid.\n", "RULES.md": "No shortcuts.\n" });
  git(root, "add", "-A");
  git(root, "commit", "-qm", "Write prompts");
  const at = folder();
  agents(
    root,
    {
      frontend: {
        program: recording(join(at, "front"), "src/a.css"),
        prompt: "prompts/front.md",
        tier: "local",
        reviewers: ["design"],
      },
      "general-purpose": { program: recording(join(at, "general"), "src/b.go") },
    },
    "rules:\n  source: RULES.md\n",
  );
  const css = await readyTicket(root, "Colour the page", "chore", bodyFor("src/a.css"));
  await readyTicket(root, "Add the reader", "chore", bodyFor("src/b.go"));
  expect(JSON.parse((await docket(root, ["route", css, "--json"])).stdout)).toMatchObject({
    agent: {
      agent: "frontend",
      also: ["design"],
      prompt: "prompts/front.md",
      program: expect.stringContaining("front"),
    },
    tier: { value: "local" },
  });

  expect(await refusal(root, ["run", "--once"])).toMatchObject({ code: "not-trusted" });
  expect(await show(root, css)).toMatchObject({ status: "ready" });
  await must(root, ["trust"]);
  const report = JSON.parse((await docket(root, ["run", "--once", "--json"])).stdout);
  expect(report, JSON.stringify(report)).toMatchObject({
    orders: [{ result: "done" }, { result: "done" }],
    stopped: [],
  });
  const told = (name: string): string => readFileSync(join(at, name), "utf8");
  expect(told("front")).toMatch(/^frontend local\nKeep to the grid\.\n\nNo shortcuts\.\n\n---\nid: /);
  expect(told("general")).toMatch(/^backend cheap\nNo shortcuts\.\n\n---\nid: /);
  for (const file of ["src/a.css", "src/b.go"]) expect(readFileSync(join(root, file), "utf8")).toContain(file);
});

test("what no program is named for, and a prompt that the base does not hold, are refused before anything is taken", async () => {
  const root = await project({ gate: "true" });
  const id = await readyTicket(root, "Colour the page", "chore", bodyFor("src/a.css"));
  agents(root, { frontend: { program: "true" } });
  await must(root, ["trust"]);
  expect(await refusal(root, ["run", "--once"])).toMatchObject({ code: "agent-not-named", exit: 2 });
  put(root, { "prompts/front.md": "Not committed.\n" });
  setting(root, /^routing:\n.*\n/m, "");
  for (const prompt of ["prompts/front.md", "../outside.md", "/etc/hostname", "--help"]) {
    setting(root, /^routing:\n.*\n/m, "");
    agents(root, { frontend: { prompt } });
    expect(await refusal(root, ["run", "--once", "--agent", "true"])).toMatchObject({
      code: "briefing-missing",
      exit: 2,
    });
  }
  expect(await show(root, id)).toMatchObject({ status: "ready" });
});
