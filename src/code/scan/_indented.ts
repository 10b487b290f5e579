import { MAX_NAME_LENGTH, MAX_SYMBOLS } from "../limits.ts";
import type { CodeSymbol, SymbolKind } from "../outline.ts";
import type { Source } from "./_blank.ts";
import { CLASS_LIKE, type Declaration } from "./_language.ts";

/** How a language is read in which indentation tells what belongs to what. */
export interface IndentRules {
  readonly declarations: readonly Declaration[];
  readonly isExported: (found: { readonly name: string; readonly kind: SymbolKind }) => boolean;
  /** A line behind which members of the same class are for it alone. */
  readonly hidesRest?: RegExp;
}

interface Scope {
  readonly indent: number;
  readonly kind: SymbolKind;
  readonly name: string;
  /** Whether what follows is for the class alone. */
  isHiding: boolean;
}

/** Finds declarations line by line: what stands deeper than a class belongs to it, what stands in a function is passed over. */
export function symbolsByIndent({ code }: Source, rules: IndentRules): readonly CodeSymbol[] {
  const symbols: CodeSymbol[] = [];
  const scopes: Scope[] = [];
  let open = 0;
  for (const [place, line] of code.split("\n").entries()) {
    const indent = line.search(/\S/);
    if (indent < 0 || symbols.length >= MAX_SYMBOLS) continue;
    if (open === 0) {
      while ((scopes.at(-1)?.indent ?? -1) >= indent) scopes.pop();
      const found = declaredIn(line, { indent, scopes, rules });
      if (found !== undefined) symbols.push({ ...found, line: place + 1 });
    }
    open = Math.max(0, open + balance(line));
  }
  return symbols;
}

interface At {
  readonly indent: number;
  readonly scopes: Scope[];
  readonly rules: IndentRules;
}

function declaredIn(line: string, { indent, scopes, rules }: At): Omit<CodeSymbol, "line"> | undefined {
  const scope = scopes.at(-1);
  if (scope?.kind === "function" || scope?.kind === "method") return undefined;
  if (scope !== undefined && rules.hidesRest?.test(line) === true) scope.isHiding = true;
  for (const { kind: told, pattern, place } of rules.declarations) {
    if (place !== "anywhere" && scope !== undefined && scope.kind !== "module") continue;
    pattern.lastIndex = indent;
    const match = pattern.exec(line);
    const name = match?.groups?.name;
    if (name === undefined || name.length > MAX_NAME_LENGTH) continue;
    const isMember = scope !== undefined && (CLASS_LIKE.has(scope.kind) || scope.kind === "module");
    const kind = told === "function" && isMember ? "method" : told;
    if (kind !== "constant" && kind !== "variable") scopes.push({ indent, kind, name, isHiding: false });
    const exported = rules.isExported({ name, kind }) && !(kind === "method" && scope?.isHiding === true);
    return { name, kind, exported, ...(isMember ? { container: scope.name } : {}) };
  }
  return undefined;
}

function balance(line: string): number {
  let open = 0;
  for (const [sign] of line.matchAll(/[()[\]{}]/g)) open += "([{".includes(sign) ? 1 : -1;
  return open;
}
