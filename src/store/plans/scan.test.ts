import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { expect, test } from "vitest";
import { type TempFolder, tempFolder } from "../../../test/rigs/temp.ts";
import { nodeFiles } from "../../host/files.ts";
import { ownerRoots } from "./owner-roots.ts";
import { scanPlans } from "./scan.ts";

const [F, G] = ["aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb"];
const ATOM = "shop/20260301T101500Z/codex/0:confusion_point:1";

function write(temp: TempFolder, path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(temp.at(path)), { recursive: true });
  writeFileSync(temp.at(path), content);
}

const scan = (temp: TempFolder) => scanPlans(nodeFiles(), [{ folder: temp.path, name: "." }]);
const PLANS = ".agents/plans";

test("only plans right in the known folders count, and those put away however deep they lie", () => {
  using temp = tempFolder();
  write(temp, `${PLANS}/1 - ideas/20260301_BLG-001_${F}_a.md`, `Evidence: \`${ATOM}\`\n`);
  write(temp, `${PLANS}/1 - ideas/deep/20260301_${G}_a.md`, "");
  write(temp, `${PLANS}/7 - mine/20260301_${G}_a.md`, "");
  write(temp, `${PLANS}/20260301_${G}_a.md`, "");
  write(temp, `${PLANS}/1 - ideas/README.md`, "");
  write(temp, `${PLANS}/1 - ideas/20260301_${G}_a.txt`, "");
  write(temp, `${PLANS}/_dequeued/2026/03/20260301_${F}_a.md`, "");
  const { plans, bucketsScanned, isWhole, findings } = scan(temp);
  expect(plans.map(({ path, evidence }) => [path, evidence])).toEqual([
    [`${PLANS}/1 - ideas/20260301_BLG-001_${F}_a.md`, [ATOM]],
    [`${PLANS}/_dequeued/2026/03/20260301_${F}_a.md`, []],
  ]);
  expect([bucketsScanned, isWhole]).toEqual([2, true]);
  expect(findings).toMatchObject([{ code: "plan-name", severity: "info", file: `${PLANS}/1 - ideas/README.md` }]);
});

test("bytes that are no text and links are findings, their plans are there and say nothing", () => {
  using temp = tempFolder();
  const name = (fingerprint: string): string => `${PLANS}/2 - ready/20260301_${fingerprint}_a.md`;
  write(temp, name(F), new Uint8Array([0x23, 0x20, 0xff, 0xfe]));
  write(temp, name(G), "text\0text");
  write(temp, "secret.md", `Evidence: \`${ATOM}\`\n`);
  symlinkSync(temp.at("secret.md"), temp.at(name("cccccccccccccccc")));
  write(temp, name("dddddddddddddddd"), "a real \uFFFD is text\n");
  const { plans, findings } = scan(temp);
  expect(plans.map(({ name: { fingerprint }, isSealed, evidence }) => [fingerprint[0], isSealed, evidence])).toEqual([
    ["a", true, []],
    ["b", true, []],
    ["c", true, []],
    ["d", false, []],
  ]);
  expect(findings.map(({ code }) => code)).toEqual(["plan-unreadable", "plan-unreadable", "plan-unreadable"]);
});

test("an outcome beside a plan is read with it", () => {
  using temp = tempFolder();
  write(temp, `${PLANS}/5 - complete/20260301_${F}_a.md`, "# A\n");
  write(temp, `${PLANS}/5 - complete/20260301_${F}_a.md.outcome.json`, '{"state": "resolved", "case_id": "case:a"}');
  expect(scan(temp).plans).toMatchObject([{ outcome: { state: "resolved", identity: "case:a" } }]);
});

test("a folder that is a link is not followed, and then nothing is whole", () => {
  using temp = tempFolder();
  using elsewhere = tempFolder();
  write(elsewhere, `20260301_${F}_a.md`, `Evidence: \`${ATOM}\`\n`);
  mkdirSync(temp.at(PLANS), { recursive: true });
  symlinkSync(elsewhere.path, temp.at(PLANS, "1 - ideas"));
  expect(scan(temp)).toMatchObject({ plans: [], isWhole: false, findings: [{ code: "plan-unreadable" }] });
});

test("no folder of plans is said, and so is one that leads out", () => {
  using temp = tempFolder();
  using elsewhere = tempFolder();
  expect(scan(temp)).toMatchObject({ isWhole: false, findings: [{ code: "plans-missing", severity: "info" }] });
  mkdirSync(temp.at(".agents"));
  symlinkSync(elsewhere.path, temp.at(PLANS));
  expect(scan(temp)).toMatchObject({ isWhole: false, findings: [{ code: "plans-missing" }] });
});

test("owners are named by their root or their folder of plans, each once, by the way to them", () => {
  using temp = tempFolder();
  for (const path of [`repo/${PLANS}`, "other"]) mkdirSync(temp.at(path), { recursive: true });
  const roots = (...named: readonly string[]) =>
    ownerRoots(nodeFiles(), temp.at("repo"), { cwd: temp.at("repo"), named });
  expect(roots()).toEqual({ ok: true, value: [{ folder: temp.at("repo"), name: "." }] });
  expect(roots(PLANS, ".", "../other")).toEqual({
    ok: true,
    value: [
      { folder: temp.at("repo"), name: "." },
      { folder: temp.at("other"), name: "../other" },
    ],
  });
  expect(roots("../gone")).toMatchObject({ ok: false, fault: { code: "folder-not-there", exit: "notFound" } });
});
