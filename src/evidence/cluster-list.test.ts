import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../../test/rounds.ts";
import { clusterList, type Listed } from "./cluster-list.ts";
import { readList } from "./read-list.ts";

const read = (value: unknown): readonly Listed[] => {
  const list = readList(value);
  if (!list.ok) throw new Error(list.fault.message);
  return list.value;
};

const requests = [
  {
    number: 12,
    title: "Retry failed uploads",
    body: "Touches src/upload/retry.ts",
    files: [{ path: "src/upload/retry.ts" }],
  },
  {
    number: 7,
    title: "Retry failed uploads again",
    body: "",
    files: [{ path: "src/upload/retry.ts" }, { path: "src/upload/send.ts" }],
  },
  { number: 3, title: "Translate invoices into French", body: null, files: ["locales/fr.json"] },
  { number: 9, title: "Document the release", description: "docs/release.md" },
];

test("a list becomes clusters, the weightiest first", () => {
  const clusters = clusterList(read(requests));
  expect(clusters.map(({ size, numbers, title, anchors }) => [size, numbers, title, anchors])).toEqual([
    [2, [7, 12], "Retry failed uploads again", ["src/upload/retry.ts", "src/upload/send.ts"]],
    [1, [3], "Translate invoices into French", ["locales/fr.json"]],
    [1, [9], "Document the release", ["docs/release.md"]],
  ]);
  expect(clusters[0]?.score).toBeCloseTo(2 + Math.log(3), 12);
  expect(clusters[1]?.score).toBeCloseTo(1 + Math.log(2), 12);
  expect(clusters[0]?.id).toMatch(/^cluster-[0-9a-f]{8}$/);
  expect(new Set(clusters.map(({ id }) => id)).size).toBe(3);
});

test("a higher threshold keeps apart what only its words bring together", () => {
  const near = [
    { number: 1, title: "Retry failed uploads" },
    { number: 2, title: "Retry uploads slowly" },
  ];
  expect(clusterList(read(near))).toHaveLength(1);
  expect(clusterList(read(near), 0.95)).toHaveLength(2);
});

test("no more than twelve paths are named, and all of them count", () => {
  const files = Array.from({ length: 30 }, (_, n) => `src/part/${String(n).padStart(2, "0")}.ts`);
  const [cluster] = clusterList(read([{ number: 1, title: "Move the parts", files }]));
  expect(cluster?.anchors).toEqual(files.slice(0, 12));
  expect(cluster?.score).toBeCloseTo(1 + Math.log(31), 12);
});

test("the paths that most of them name come first", () => {
  const list = [
    { number: 1, title: "One thing", files: ["a/x.ts", "b/y.ts"] },
    { number: 2, title: "One thing", files: ["b/y.ts"] },
  ];
  expect(clusterList(read(list))[0]?.anchors).toEqual(["b/y.ts", "a/x.ts"]);
});

test("lists in the forms that programs print", () => {
  const one = { pr_number: 4, title: " Mend\tit ", changed_files: [{ filename: "src\\A.ts" }, 7, null] };
  expect(read({ items: [one] })).toEqual([{ number: 4, title: "Mend\tit", text: "", anchors: ["src/a.ts"] }]);
  expect(read({ issues: [] })).toEqual([]);
  expect(clusterList([])).toEqual([]);
});

test.for([
  [null, "no list"],
  [{}, "no list"],
  ["[]", "no list"],
  [[{ number: 1, title: "a" }, { title: "b" }], "entry 2"],
  [[{ number: 1, title: " " }], "entry 1"],
  [[{ number: "1", title: "a" }], "entry 1"],
  [[7], "entry 1"],
  [Array.from({ length: 50_001 }, () => 1), "50001 entries"],
] as const)("a list that cannot be read is refused: %s", ([value, why]) => {
  const list = readList(value);
  expect(list).toMatchObject({ ok: false, fault: { code: "cluster-input-invalid" } });
  expect(list.ok ? "" : list.fault.message).toContain(why);
});

test("each is in one cluster, and the order of the list makes no difference", () => {
  const words = fc.array(fc.constantFrom("retry", "upload", "invoice", "french", "release"), {
    minLength: 1,
    maxLength: 4,
  });
  const files = fc.array(fc.constantFrom("src/a.ts", "src/b.ts", "docs/c.md"), { maxLength: 2 });
  const entry = fc.record({ number: fc.nat({ max: 999 }), title: words.map((list) => list.join(" ")), files });
  const property = fc.property(fc.uniqueArray(entry, { selector: ({ number }) => number, maxLength: 15 }), (list) => {
    const clusters = clusterList(read(list));
    expect(clusterList(read(list.toReversed()))).toEqual(clusters);
    const numbers = clusters.flatMap((cluster) => cluster.numbers).sort((a, b) => a - b);
    expect(numbers).toEqual(list.map(({ number }) => number).sort((a, b) => a - b));
    const scores = clusters.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  });
  fc.assert(property, { numRuns: rounds(50) });
});
