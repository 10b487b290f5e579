import { jsonSchemaOf } from "./shape.ts";
import { verdictShape } from "./verdict-shape.ts";

/** JSON Schema of verdict.json, for other programs that read verdicts. */
export function verdictJsonSchema(): Readonly<Record<string, unknown>> {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "verdict.json",
    ...jsonSchemaOf(verdictShape),
  };
}
