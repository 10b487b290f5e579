import { MAX_DEPTH } from "./limits.ts";

/** One element of an XML text. */
export interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly Element[];
  /** False when the text ended before its end tag. */
  readonly closed: boolean;
  /** The text directly in it, CDATA included. */
  readonly text: string;
}

interface Open {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: Open[];
  readonly parts: string[];
  closed: boolean;
}

/** Comments, declarations, CDATA, tags with quoted attributes, or text up to the next tag. No part may run past a `<`, so it stays linear. */
const TOKEN =
  /<!--[\s\S]*?(?:-->|$)|<\?[\s\S]*?(?:\?>|$)|<!\[CDATA\[([\s\S]*?)(?:\]\]>|$)|<![^>]*>?|<(\/?)([\w:.-]+)((?:[^<>"']|"[^"<]*"|'[^'<]*')*)(>|$)|([^<]+)|</g;
const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const ENTITY = /&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(lt|gt|amp|quot|apos));/;
const ENTITIES = new RegExp(ENTITY, "g");
const NAMED: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

/**
 * Reads XML as test tools write it: a root element with what is in it. Entities are the five of the standard and numbers; nothing
 * is ever expanded from a DOCTYPE. A text that ends early gives what is there, and `complete` false.
 */
export function readXml(text: string): { readonly root: Element | undefined; readonly complete: boolean } {
  const top: Open = openElement("", "");
  const stack: Open[] = [top];
  for (const token of text.matchAll(TOKEN)) {
    const parent = stack.at(-1) ?? top;
    const [, cdata, slash, name, attributes = "", , words] = token;
    if (cdata !== undefined) parent.parts.push(cdata);
    else if (words !== undefined) parent.parts.push(decode(words));
    else if (name !== undefined && slash === "/") close(stack, name);
    else if (name !== undefined) open(stack, name, attributes);
    if (stack.length === 1 && top.children.length > 0) return { root: finished(top.children[0]), complete: true };
  }
  return { root: finished(top.children[0]), complete: false };
}

function open(stack: Open[], name: string, attributes: string): void {
  const element = openElement(name, attributes);
  const parent = stack.at(Math.min(stack.length, MAX_DEPTH) - 1);
  parent?.children.push(element);
  if (attributes.endsWith("/")) element.closed = true;
  else stack.push(element);
}

/** Closes the nearest open element of that name, and what was left open in it; a stray end tag is passed over. */
function close(stack: Open[], name: string): void {
  const place = stack.findLastIndex((element) => element.name === name);
  if (place <= 0) return;
  for (const element of stack.splice(place)) element.closed = true;
}

function openElement(name: string, attributes: string): Open {
  const found = [...attributes.matchAll(ATTRIBUTE)].map(
    ([, key = "", double, single]) => [key, decode(double ?? single ?? "")] as const,
  );
  return { name, attributes: new Map(found), children: [], parts: [], closed: false };
}

function finished(element: Open | undefined): Element | undefined {
  if (element === undefined) return undefined;
  const children = element.children.flatMap((child) => finished(child) ?? []);
  const { name, attributes, closed } = element;
  return { name, attributes, children, closed, text: element.parts.join("") };
}

function decode(text: string): string {
  return text.includes("&") ? text.replaceAll(ENTITIES, decodeOne) : text;
}

function decodeOne(entity: string): string {
  const [, decimal, hexadecimal = "", name] = ENTITY.exec(entity) ?? [];
  if (name !== undefined) return NAMED[name] ?? entity;
  const code = decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal);
  return code <= 0x10ffff ? String.fromCodePoint(code) : entity;
}
