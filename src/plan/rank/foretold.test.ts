import { expect, test } from "vitest";
import { summary } from "../../../test/summaries.ts";
import { foretold } from "./foretold.ts";

const done = (id: string, effort: string, took: string, kind = "bug") =>
  summary({ id, kind, status: "done", extra: { effort, took_minutes: took } });

test("each ticket is judged by the others of its kind, and outliers are named", () => {
  // 60 minutes a point, but for C with 66, and E, which tells of its own trouble.
  const [bugs, ...rest] = foretold([
    done("A", "1", "60"),
    done("B", "2", "120"),
    done("C", "1", "66"),
    done("D", "3", "180"),
    done("E", "2", "2400"),
    done("F", "5", "10", "docs"),
    summary({ id: "G", status: "ready", kind: "bug", extra: { effort: "1", took_minutes: "5" } }),
    done("H", "1", "0"),
    done("I", "1", "soon"),
  ]);
  expect(rest).toEqual([]);
  // Kept are A to D: 426 minutes for 7 points. Errors: A 60 against 61, B 120 against 122.4, C 66 against 60, D 180 against 184.5, E 2400 against 121.7.
  expect(bugs).toEqual({
    kind: "bug",
    tickets: 5,
    minutesPerPoint: 60.9,
    medianErrorPercent: 2,
    outliers: [{ id: "E", expected: 122, took: 2400 }],
  });
});

test("the order of the tickets does not matter, and strange numbers break nothing", () => {
  const given = [
    done("A", "0", "60"),
    done("B", "-4", "1e300"),
    done("C", "13", "1"),
    done("D", "999", "5"),
    done("E", "x", "5"),
  ];
  const answer = foretold(given);
  expect(foretold(given.toReversed())).toEqual(answer);
  expect(answer).toHaveLength(1);
  expect(Number.isFinite(answer[0]?.medianErrorPercent)).toBe(true);
  expect(foretold([])).toEqual([]);
});
