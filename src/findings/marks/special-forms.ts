import type { Special } from "./language.ts";

const JS_REGEX = /\/(?:[^\\/[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;
const RUBY_REGEX = /\/(?:[^\\/\n]|\\.)+\/[a-z]*/y;
const WORDS_BEFORE_REGEX =
  /(?:^|[^\w$.])(?:return|typeof|case|in|of|delete|void|throw|new|do|else|yield|await|instanceof|if|unless|when|and|or|not|while|until|then|elsif)$/;
const LONGEST_WORD = 12;

/** A regular expression, where no division can stand: `/[/*]/` opens no comment and `/"/` no string. */
export const regexOfJs: Special = {
  open: "/(?![/*])",
  end: (text, start, afterOpen) =>
    mayBeginRegex(text, start) && !isEndTag(text, start) ? endOf(JS_REGEX, text, start) : afterOpen,
};

/** In Ruby also as the first argument of a call without brackets: `split /,/`. */
export const regexOfRuby: Special = {
  open: "/",
  end: (text, start, afterOpen) => {
    const isArgument =
      /[\w)\]]/.test(text[start - 2] ?? "") && text[start - 1] === " " && /[^\s=]/.test(text[start + 1] ?? "");
    return isArgument || mayBeginRegex(text, start) ? endOf(RUBY_REGEX, text, start) : afterOpen;
  },
};

const CLOSING: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}", "<": ">" };

/** `%w(a b)`, `%q{…}`, `%r!…!`; brackets within are counted. */
export const rubyLiteral: Special = {
  open: "%(?:[qQwWiIrsx](?=[^\\w\\s=])|(?<=[(,=\\s]%)(?=[({\\[|][^\\s=]))",
  end: (text, _, afterOpen) => {
    const open = text[afterOpen] ?? "";
    const close = CLOSING[open] ?? open;
    for (let at = afterOpen + 1, depth = 1; at < text.length; at += 1) {
      const char = text[at];
      if (char === "\\") at += 1;
      else if (char === close) depth -= 1;
      else if (char === open) depth += 1;
      if (depth === 0) return at + 1;
    }
    return undefined;
  },
};

/** A text in YAML that begins after `|` or `>` and goes on as long as lines are indented further than its key. */
export const blockScalar: Special = {
  open: "[|>](?<=(?:^|[:?-][ \\t]+(?:[!&]\\S+[ \\t]+){0,2})[|>])[+\\-\\d]{0,3}[ \\t]*(?:#[^\\n]*)?$",
  end: (text, start, afterOpen) => {
    const lineStart = text.lastIndexOf("\n", start) + 1;
    const before = /^(\s*(?:-[ \t]+)*)(.*)$/s.exec(text.slice(lineStart, start));
    const [, lead = "", rest = ""] = before ?? [];
    const depth = rest === "" ? lead.lastIndexOf("-") : lead.length;
    let at = text.indexOf("\n", afterOpen);
    while (at >= 0) {
      const line = lineAt(text, at + 1);
      const indent = line.search(/\S/);
      if (indent >= 0 && indent <= depth) return at;
      at = text.indexOf("\n", at + 1);
    }
    return text.length;
  },
};

/** A piece of code in Markdown between lines of ticks. An open one goes to the end. */
export const fence: Special = {
  open: "[`~](?<=^ {0,3}[`~])(?:`{2,}|~{2,})",
  end: (text, start, afterOpen) => {
    const ticks = text.slice(start, afterOpen);
    const closing = new RegExp(`^ {0,3}${ticks[0]}{${Math.min(ticks.length, 100)},}[ \\t\\r]*$`, "gm");
    closing.lastIndex = afterOpen;
    return closing.exec(text) === null ? text.length : closing.lastIndex;
  },
};

/** Documentation in the middle of a Perl program. */
export const podText: Special = {
  open: "=[a-z]\\w*(?<=^=\\w+)",
  end: (text, _, afterOpen) => {
    const closing = /^=cut\b/gm;
    closing.lastIndex = afterOpen;
    return closing.exec(text) === null ? text.length : closing.lastIndex;
  },
};

function endOf(regex: RegExp, text: string, start: number): number | undefined {
  regex.lastIndex = start;
  return regex.test(text) ? regex.lastIndex : undefined;
}

/** Told by what stands before: after a value a slash divides. A closing bracket counts as a value: that is nearly always right. */
function mayBeginRegex(text: string, start: number): boolean {
  let at = start - 1;
  while (at >= 0 && " \t\r\n".includes(text[at] ?? "")) at -= 1;
  if (at < 0) return true;
  const before = text[at] ?? "";
  if (before === ">") return text[at - 1] === "=";
  if (before === "+" || before === "-") return text[at - 1] !== before;
  if ("(,=:[!&|?{;*%~^<".includes(before)) return true;
  return WORDS_BEFORE_REGEX.test(text.slice(Math.max(0, at - LONGEST_WORD), at + 1));
}

/** `</div>` */
const isEndTag = (text: string, start: number): boolean => text[start - 1] === "<";

function lineAt(text: string, start: number): string {
  const end = text.indexOf("\n", start);
  return end < 0 ? text.slice(start) : text.slice(start, end);
}
