import { expect, test } from "vitest";
import { makeScene } from "../docs/scene.ts";

/** Lines that must be refused with a code, all in one repository: what is refused changes nothing. */
const REFUSED: readonly (readonly [string, number, string])[] = [
  ["verb-unknown", 2, "docket lsit"],
  ["flag-too-early", 2, "docket --status new list"],
  ["folder-missing", 2, "docket -C nowhere list"],
  ["fields-unknown", 2, "docket list --fields titel"],
  ["kind-unknown", 2, "docket new 'A title' --kind wonder"],
  ["pair-not-valid", 2, "docket edit k3f --set impact"],
  ["field-not-settable", 2, "docket edit k3f --set status=done"],
  ["one-of-needed", 2, "docket review k3f --body 'Hm.'"],
  ["status-moved", 3, "docket move k3f refined --from doing --reason x"],
  ["reference-not-valid", 2, "docket comment k3f --body x --ref file:../../outside"],
  ["relation-missing", 4, "docket relate k3f depends_on m4t --remove"],
  ["folder-not-valid", 2, "docket init --folder a/b"],
  ["id-not-valid", 2, "docket show ../../etc"],
  ["ticket-not-found", 4, "docket show FEAT-zzzzzz"],
  ["ticket-ambiguous", 2, "docket show FEAT-"],
  ["remote-unknown", 2, "docket sync --remote nowhere"],
  ["actor-not-valid", 2, `docket comment k3f --body x --as "$(printf 'a\\nb')"`],
  ["editor-missing", 2, "docket edit k3f"],
  ["changed-meanwhile", 3, "docket edit k3f --title Other --revision 0000000000000000"],
  ["stdin-twice", 2, "docket edit k3f --section Context --body - --text -"],
  ["no-backlog", 4, "docket -C / list"],
];

test("what is refused is refused with its code, and changes nothing", () => {
  using scene = makeScene(true);
  const before = scene.run("git rev-parse docket").stdout;
  const seen = REFUSED.map(([code, , line]) => {
    const answer = scene.run(`${line} --json`);
    return [/"code":"([^"]+)"/.exec(answer.stdout)?.[1] ?? answer.stderr, answer.code, line, code];
  });
  expect(seen).toEqual(REFUSED.map(([code, exit, line]) => [code, exit, line, code]));
  expect(scene.run("git rev-parse docket").stdout).toBe(before);
});

/** Lines that must be refused after something was done to the repository. */
test.for([
  ["settings-broken", 2, "printf 'wip: [' > docket/docket.yaml", "docket comment k3f --body x"],
  ["home-elsewhere", 3, "git -C docket checkout --quiet --detach HEAD~1", "docket comment k3f --body x"],
  ["ticket-broken", 1, "for f in docket/tickets/*; do printf 'no ticket' > $f; done", "docket comment k3f --body x"],
  ["git-failed", 1, "git remote set-url origin ./nowhere.git", "docket sync"],
  ["editor-failed", 1, "true", "EDITOR=false docket edit k3f"],
  [
    "edited-text-not-valid",
    1,
    "printf '#!/bin/sh\\necho x > $1\\n' > ed && chmod +x ed",
    "EDITOR=./ed docket edit k3f",
  ],
  ["environment-invalid", 2, "true", "DOCKET_NOW=soon docket list"],
] as const)("%s (exit %i) after: %s", ([code, exit, before, line]) => {
  using scene = makeScene(true);
  expect(scene.run(before).code).toBe(0);
  const answer = scene.run(`${line} --json`);
  expect([/"code":"([^"]+)"/.exec(answer.stdout)?.[1] ?? answer.stderr + answer.stdout, answer.code]).toEqual([
    code,
    exit,
  ]);
});

test("a folder that holds something else is not taken", () => {
  using scene = makeScene(false);
  scene.run("mkdir docket && echo mine > docket/mine.txt");
  const answer = scene.run("docket init --json");
  expect([/"code":"([^"]+)"/.exec(answer.stdout)?.[1], answer.code]).toEqual(["folder-taken", 2]);
  expect(scene.run("cat docket/mine.txt").stdout).toBe("mine\n");
});
