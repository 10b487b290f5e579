import { commandReference } from "../../src/cli/reference.ts";
import { verdictJsonSchema } from "../../src/gate/verdict/verdict-schema.ts";
import { mcpReference } from "../../src/mcp/reference.ts";
import type { Op } from "../../src/ops/op.ts";
import { verbs } from "../../src/ops/table.ts";
import { otherJsonSchemas, settingsJsonSchema } from "../../src/store/settings/json-schema.ts";
import { settingsReference } from "../../src/store/settings/reference.ts";
import { ticketJsonSchema } from "../../src/ticket/field-table.ts";
import { readProjectFile } from "../source/files.ts";
import { faultReference } from "./faults.ts";
import { withRounds } from "./rounds.ts";

/** A file that is made, not written: `npm run golden` writes it, a test compares it. */
export interface Reference {
  readonly path: string;
  make(): string | Promise<string>;
}

export const references: readonly Reference[] = [
  { path: "docs/commands.md", make: async () => commandReference(await allOps()) },
  { path: "docs/mcp.md", make: async () => mcpReference(await allOps()) },
  { path: "docs/settings.md", make: settingsReference },
  { path: "docs/faults.md", make: faultReference },
  { path: "docs/testing.md", make: () => withRounds(readProjectFile("docs/testing.md")) },
  ...Object.entries({
    docket: settingsJsonSchema(),
    ...otherJsonSchemas(),
    ticket: ticketJsonSchema(),
    verdict: verdictJsonSchema(),
  }).map(([name, schema]) => ({
    path: `schemas/${name}.schema.json`,
    make: () => `${JSON.stringify(schema, undefined, 2)}\n`,
  })),
];

/** Every verb of the product, in the order of help. */
export const allOps = (): Promise<readonly Op[]> => Promise.all(Object.values(verbs).map((load) => load()));
