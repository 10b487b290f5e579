import { expect, test } from "vitest";
import { DEFAULT_WEIGHTS } from "../plan/rank/weights.ts";
import { defaultSettings } from "../store/settings/defaults.ts";

test("a backlog that says nothing has the weights that lists use where docket.yaml is broken", () => {
  expect(defaultSettings().rank).toEqual(DEFAULT_WEIGHTS);
});
