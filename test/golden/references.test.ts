import { expect, test } from "vitest";
import { references } from "../../scripts/reference/all.ts";
import { listFiles, readProjectFile } from "../../scripts/source/files.ts";

test.for(references.map((reference) => [reference.path, reference] as const))(
  "%s is what the source says",
  async ([path, { make }]) => {
    const written = listFiles().includes(path) ? readProjectFile(path) : "";
    expect(written, "Run `npm run golden`, read the difference, and commit it.").toBe(await make());
  },
);
