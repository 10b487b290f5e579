import type { SourceFile } from "./files.ts";
import { type Node, nameOf, propertiesOf, textOf, walk } from "./parse.ts";

/** A code that scripts may rely on, as it stands in the source. */
export interface Code {
  readonly code: string;
  readonly summary: string;
  /** Exit of a fault (`usage`), severity of a finding (`error`). */
  readonly weight: string;
  readonly file: string;
  readonly line: number;
}

/** Every kind of fault: the calls of `faultKind({ code, exit, summary, … })`. */
export function faultCodes(files: readonly SourceFile[]): readonly Code[] {
  return codes(
    files,
    "exit",
    (node, parent) => parent?.type === "CallExpression" && nameOf(parent.callee) === "faultKind" && isRecord(node),
  );
}

/** Every kind of finding: the rows `{ code, severity, summary }` of the rule tables. */
export function findingCodes(files: readonly SourceFile[]): readonly Code[] {
  return codes(files, "severity", (node) => {
    const properties = isRecord(node) ? propertiesOf(node) : undefined;
    return properties?.has("code") === true && properties.has("severity") && properties.has("summary");
  });
}

/** Findings made on the spot with a literal code: `{ code: "x", severity, message }`. */
export function codesRaised(files: readonly SourceFile[]): readonly Pick<Code, "code" | "file" | "line">[] {
  return files.flatMap((file) =>
    walk(file.root).flatMap(([node]) => {
      const properties = isRecord(node) ? propertiesOf(node) : undefined;
      const code = textOf(properties?.get("code"));
      if (code === undefined || !properties?.has("severity") || properties.has("summary")) return [];
      return [{ code, file: file.path, line: file.lineAt(node.start) }];
    }),
  );
}

const isRecord = (node: Node): boolean => node.type === "ObjectExpression";

type Declares = (node: Node, parent: Node | undefined) => boolean;

function codes(files: readonly SourceFile[], weight: "exit" | "severity", declares: Declares): readonly Code[] {
  return files.flatMap((file) =>
    walk(file.root)
      .filter(([node, ancestors]) => declares(node, ancestors.at(-1)))
      .map(([node]) => readCode(node, weight, file)),
  );
}

function readCode(node: Node, weight: "exit" | "severity", file: SourceFile): Code {
  const properties = propertiesOf(node);
  const line = file.lineAt(node.start);
  const read = (name: string): string => {
    const text = textOf(properties.get(name));
    if (text === undefined)
      throw new Error(`${file.path}:${line} ${name} must be a plain text, so that the reference can be made`);
    return text;
  };
  return { code: read("code"), summary: read("summary"), weight: read(weight), file: file.path, line };
}
