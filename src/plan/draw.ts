import { MAX_LABEL_CHARS } from "./limits.ts";
import type { EdgeKind, Picture, PictureNode } from "./picture.ts";

/** Words on an arrow, read from its beginning to its end. */
const EDGE_WORDS: Readonly<Record<EdgeKind, string>> = {
  depends_on: "depends on",
  blocks: "blocks",
  parent: "is part of",
};

const FILLS: Readonly<Record<string, string>> = {
  ready: "#d7f5dd",
  doing: "#d6ecfa",
  review: "#eadcf8",
  blocked: "#f9d9d9",
  done: "#eeeeee",
  rejected: "#eeeeee",
  missing: "#ffffff",
};
const PLAIN = "#fffbe6";

/** The picture for Graphviz. */
export function drawDot({ nodes, edges }: Picture): string {
  const quoted = (text: string): string => `"${text.replace(/["\\]/g, "\\$&")}"`;
  const label = (node: PictureNode): string => quoted(wordsOf(node).join("\n")).replaceAll("\n", "\\n");
  return [
    "digraph tickets {",
    "  rankdir=LR;",
    '  node [shape=box, style="rounded,filled", fontname="sans-serif"];',
    ...nodes.map((node) => `  ${quoted(node.id)} [label=${label(node)}, fillcolor="${fillOf(node)}"];`),
    ...edges.map(({ from, kind, to }) => `  ${quoted(from)} -> ${quoted(to)} [label="${EDGE_WORDS[kind]}"];`),
    "}",
  ].join("\n");
}

/** The picture for Mermaid, as many hosts show it in Markdown. */
export function drawMermaid({ nodes, edges }: Picture): string {
  // Ids of its own: a word such as `end` in an id would end the picture.
  const names = new Map(nodes.map(({ id }, at) => [id, `t${at}`]));
  const escaped = (text: string): string => text.replace(/[^\p{L}\p{N} .,:;/_-]/gu, (one) => `#${one.codePointAt(0)};`);
  return [
    "graph LR",
    ...nodes.map((node) => `  ${names.get(node.id)}["${wordsOf(node).map(escaped).join("<br>")}"]`),
    ...edges.map(({ from, kind, to }) => `  ${names.get(from)} -->|${EDGE_WORDS[kind]}| ${names.get(to)}`),
    ...nodes.map((node) => `  style ${names.get(node.id)} fill:${fillOf(node)}`),
  ].join("\n");
}

const fillOf = ({ status }: PictureNode): string => FILLS[status] ?? PLAIN;

function wordsOf({ id, title, status }: PictureNode): readonly string[] {
  const plain = title.replace(/\p{C}/gu, " ");
  const short = [...plain].length > MAX_LABEL_CHARS ? `${[...plain].slice(0, MAX_LABEL_CHARS).join("")}…` : plain;
  return [`${id} (${status})`, ...(short === "" ? [] : [short])];
}
