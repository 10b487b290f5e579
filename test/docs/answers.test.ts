import { expect, test } from "vitest";
import { z } from "zod";
import { docTable } from "../doc-table.ts";
import { makeScene } from "./scene.ts";

const document = z.record(z.string(), z.unknown());

test("docs/answers.md names the keys of each answer, neither more nor fewer", () => {
  using scene = makeScene(true);
  const said = docTable("answers.md", "answers").map(([command = "", keys = ""]) => {
    const line = command.replaceAll("`", "");
    const names = [...keys.matchAll(/(\[?)`(\w+)`/g)].map(([, bracket, name]) => ({ name: name ?? "", bracket }));
    const { stdout } = scene.run(`${line} --json`);
    const seen = Object.keys(document.parse(JSON.parse(stdout)));
    const missing = names.filter(({ name, bracket }) => bracket === "" && !seen.includes(name)).map(({ name }) => name);
    return { line, missing, unsaid: seen.filter((key) => names.every(({ name }) => name !== key)) };
  });
  expect(said.length).toBeGreaterThan(20);
  expect(said.filter(({ missing, unsaid }) => missing.length + unsaid.length > 0)).toEqual([]);
});
