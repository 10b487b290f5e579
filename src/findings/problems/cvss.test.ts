import { expect, test } from "vitest";
import { cvssScore, severityOfScore } from "./_cvss.ts";

/** Scores that the National Vulnerability Database gives for these vectors. */
test.for([
  ["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 9.8],
  ["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H", 10],
  ["CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:H", 7.2],
  ["CVSS:3.1/AV:L/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H", 6.2],
  ["CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", 6.1],
  ["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:L", 5.3],
  ["CVSS:3.0/AV:P/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N", 1.6],
  ["CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N", 6.4],
  ["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N", 0],
] as const)("%s is %d", ([vector, score]) => {
  expect(cvssScore(vector)).toBe(score);
});

test.for(["CVSS:4.0/AV:N/AC:L", "CVSS:3.1/AV:N/AC:L", "AV:N/AC:L/Au:N/C:N/I:N/A:P", "", "9.8"])(
  "%j has none",
  (vector) => {
    expect(cvssScore(vector)).toBeUndefined();
  },
);

test("the words for scores", () => {
  expect([0, 0.1, 3.9, 4, 6.9, 7, 8.9, 9, 10].map(severityOfScore)).toEqual([
    "",
    "low",
    "low",
    "moderate",
    "moderate",
    "high",
    "high",
    "critical",
    "critical",
  ]);
});
