import { MAX_NAME_LENGTH, MAX_PARAMETERS_LENGTH, MAX_SCOPES, MAX_SYMBOLS } from "../limits.ts";
import type { CodeSymbol, SymbolKind } from "../outline.ts";
import type { Source } from "./_blank.ts";
import { CLASS_LIKE, type Declaration, lineCounter } from "./_language.ts";

/** How a language with braces is read. */
export interface BlockRules {
  readonly declarations: readonly Declaration[];
  /** Whether what was declared can be used by other files. */
  readonly isExported: (found: Found) => boolean;
  /** Words that look like a name before a parenthesis and are none. */
  readonly notNames: ReadonlySet<string>;
  /** The branches of `#if` and `#else` begin at the same depth. */
  readonly conditionals?: true;
}

export interface Found {
  readonly name: string;
  readonly kind: SymbolKind;
  /** What the pattern matched: modifiers, keyword and name. */
  readonly head: string;
  readonly container: Scope | undefined;
  readonly path: string;
}

export interface Scope {
  /** Undefined for a block of statements, in which nothing is looked for. */
  readonly kind: SymbolKind | undefined;
  readonly name: string;
}

interface Open extends Scope {
  /** Parentheses that were open where the block began. */
  readonly parens: number;
}

interface Walk {
  readonly source: Source;
  readonly rules: BlockRules;
  readonly path: string;
  readonly symbols: CodeSymbol[];
  readonly lineOf: (offset: number) => number;
  readonly scopes: Open[];
  /** Depths at which the conditions that are open began. */
  readonly conditions: number[];
  parens: number;
  /** Declared and not yet opened by a brace or ended. */
  pending: Scope | undefined;
}

/**
 * Finds the declarations of a text in which braces hold blocks. Patterns are tried where a statement may begin: at the beginning
 * of a line and behind a brace or semicolon, outside of parentheses, in the file itself, in modules and in classes. The insides of
 * functions are passed over.
 */
export function symbolsInBlocks(source: Source, rules: BlockRules, path: string): readonly CodeSymbol[] {
  const { code } = source;
  const symbols: CodeSymbol[] = [];
  const lineOf = lineCounter(code);
  const walk: Walk = {
    source,
    rules,
    path,
    symbols,
    lineOf,
    scopes: [],
    conditions: [],
    parens: 0,
    pending: undefined,
  };
  const signs = /[{}()[\];\n]/g;
  let at = declareAt(walk, 0);
  while (symbols.length < MAX_SYMBOLS) {
    signs.lastIndex = at;
    const sign = signs.exec(code);
    if (sign === null) break;
    at = takeSign(walk, sign[0], signs.lastIndex);
  }
  return symbols;
}

/** Goes over one sign and gives the offset to go on from. */
function takeSign(walk: Walk, sign: string, next: number): number {
  if (sign === "(" || sign === "[") walk.parens += 1;
  else if (sign === ")" || sign === "]") walk.parens = Math.max(0, walk.parens - 1);
  else if (sign === "{") openBlock(walk);
  else if (sign === "}") closeBlock(walk);
  else if (sign === ";" && walk.parens === 0) walk.pending = undefined;
  return "{};\n".includes(sign) ? declareAt(walk, next) : next;
}

function openBlock(walk: Walk): void {
  const { pending, parens, scopes } = walk;
  if (scopes.length >= MAX_SCOPES) return;
  const named = parens === 0 ? pending : undefined;
  scopes.push({ kind: named?.kind, name: named?.name ?? "", parens });
  walk.parens = 0;
  if (named !== undefined) walk.pending = undefined;
}

function closeBlock(walk: Walk): void {
  walk.parens = walk.scopes.pop()?.parens ?? 0;
  walk.pending = undefined;
}

/** Looks for a declaration at the first sign behind blanks and gives the offset behind it. */
function declareAt(walk: Walk, from: number): number {
  const { code } = walk.source;
  let at = from;
  while (code[at] === " " || code[at] === "\t" || code[at] === "\r") at += 1;
  if (walk.rules.conditionals === true && code[at] === "#") condition(walk, at);
  if (walk.parens > 0) return at;
  const scope = walk.scopes.at(-1);
  const inClass = scope?.kind !== undefined && CLASS_LIKE.has(scope.kind);
  if (scope !== undefined && !inClass && scope.kind !== "module") return at;
  for (const declaration of walk.rules.declarations) {
    const isHere = declaration.place === "anywhere" || (declaration.place === "member") === inClass;
    const end = isHere ? declare(walk, declaration, at) : undefined;
    if (end !== undefined) return end;
  }
  return at;
}

function declare(walk: Walk, declaration: Declaration, at: number): number | undefined {
  const { source, rules, path, scopes } = walk;
  const { pattern, silent } = declaration;
  pattern.lastIndex = at;
  const match = pattern.exec(source.code);
  const name = match?.groups?.name;
  if (match === null || name === undefined || name.length > MAX_NAME_LENGTH || rules.notNames.has(name))
    return undefined;
  if (declaration.follows !== undefined && !fits(source.code, pattern.lastIndex, declaration.follows)) return undefined;
  const container = scopes.findLast((scope) => scope.kind !== undefined && scope.name !== "");
  const of = match.groups?.of ?? (container === undefined ? undefined : container.name);
  const kind =
    declaration.kind === "function" && of !== undefined && container?.kind !== "module" ? "method" : declaration.kind;
  walk.pending = { kind: bodyKind(kind), name };
  const nameAt = at + match[0].lastIndexOf(name);
  if (silent !== true && name !== of) {
    const exported = rules.isExported({ name, kind, head: match[0], container, path });
    const line = walk.lineOf(nameAt);
    walk.symbols.push({ name, kind, line, exported, ...(of === undefined ? {} : { container: of }) });
  }
  return nameAt + name.length;
}

/** Inside of functions and values nothing is looked for. */
const bodyKind = (kind: SymbolKind): SymbolKind | undefined =>
  kind === "module" || CLASS_LIKE.has(kind) ? kind : undefined;

/** Whether behind the parenthesis that opens right before `from` and its partner stands what must. */
function fits(code: string, from: number, follows: RegExp): boolean {
  const end = closingParenthesis(code, from);
  if (end === undefined) return false;
  follows.lastIndex = end;
  return follows.test(code);
}

/** The offset behind the partner of an opened parenthesis. */
function closingParenthesis(code: string, from: number): number | undefined {
  const until = Math.min(code.length, from + MAX_PARAMETERS_LENGTH);
  let depth = 1;
  for (let at = from; at < until; at += 1) {
    const sign = code[at];
    if (sign === "(") depth += 1;
    else if (sign === ")") depth -= 1;
    if (depth === 0) return at + 1;
  }
  return undefined;
}

const CONDITION = /#[ \t]*(if|else|elif|endif)/y;

/** Each branch of a condition goes on from the depth at which the first began. */
function condition(walk: Walk, at: number): void {
  CONDITION.lastIndex = at;
  const word = CONDITION.exec(walk.source.text)?.[1];
  if (word === "if") walk.conditions.push(walk.scopes.length);
  if (word === "else" || word === "elif") walk.scopes.splice(walk.conditions.at(-1) ?? walk.scopes.length);
  if (word === "endif") walk.conditions.pop();
}
