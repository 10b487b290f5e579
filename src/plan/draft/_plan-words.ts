/** The words of an item of a plan, without what only places or names it. */
export interface ItemWords {
  readonly text: string;
  /** By which other items call it: `US-1`, `R2`, `SHOP-101`, `#123`. */
  readonly label?: string;
}

/** Takes the label off: "US-1: Buy it", "[SHOP-101] Add it", "R1. The system must", "Keep it #123", "Say it — @dana". */
export function itemWords(text: string): ItemWords {
  const bare = text.replace(/\s+(?:[—–-]\s*|\()@[\w-]+\)?$/, "");
  const [, before, rest] = LABELLED.exec(bare) ?? KEYED.exec(bare) ?? [];
  if (before !== undefined && rest !== undefined && !STANDARD.test(before)) return { text: rest, label: before };
  const [whole, inBrackets, plain] = /\s+(?:\((#\d{1,6})\)|(#\d{1,6}))$/.exec(bare) ?? [];
  const label = inBrackets ?? plain;
  return whole === undefined || label === undefined ? { text: bare } : { text: bare.slice(0, -whole.length), label };
}

const LABELLED = /^\[?([A-Z][A-Z0-9]{0,9}-\d{1,6}|[A-Z]{1,5}\d{1,4})(?:\]\s*:?|\s*[:.)])\s+(\S.*)$/;
const KEYED = /^([A-Z][A-Z0-9]{1,9}-\d{2,6})\s+(?:[—–-]\s+)?(\S.*)$/;
/** Names of standards are spelled like labels. */
const STANDARD = /^(?:SHA|ISO|RFC|UTF|CVE|HTTP|AES|ES|MD|TLS|UTC|RSA|PEP|CWE|WCAG|IEEE)-?\d/;

export interface PlainWish {
  readonly text: string;
  /** "May" and "could" leave it open whether it is done at all. */
  readonly isOptional: boolean;
}

/** What is to be done, of a story ("As an admin I want to …") or a requirement ("The system must …"); anything else stays as it is. */
export function plainWish(text: string): PlainWish {
  const sentence = text.replace(/(?<=[^.\s])\.$/, "");
  const isOptional = /^[^.;]{1,80}?\b(?:may|might|could)\s+(?!not\b)/i.test(sentence) && MODAL.test(sentence);
  const [, wish] = STORY.exec(sentence) ?? [];
  if (wish !== undefined) return { text: asOrder(wish), isOptional };
  const [, doing] = SYSTEM.exec(sentence) ?? [];
  if (doing !== undefined && !/^(?:be|have)\b/i.test(doing)) return { text: asOrder(doing), isOptional };
  const [, who, what] = PERSON.exec(sentence) ?? [];
  if (who !== undefined && what !== undefined) return { text: `Let ${who.toLowerCase()} ${what}`, isOptional };
  return { text: sentence, isOptional };
}

const STORY =
  /^as\s+(?:an?|the)\s+[^,]{1,80}?,?\s+(?:I|we)(?:\s+(?:want|need|wish|would like|should be able|can)|['’]d like)\s+(?:to\s+)?(?:be able to\s+)?(.+?)(?:,?\s+(?:so that|so I|so we|in order to|because)\b.*)?$/i;
const MUST = "(?:must|shall|should|may|might|could|will|can|needs? to|ha(?:s|ve) to)";
const MODAL = new RegExp(`\\b${MUST}\\b`, "i");
const SYSTEM = new RegExp(
  `^(?:the |our |this |an? )?(?:system|app|application|service|product|platform|tool|software|program|website|site|api|server|client|backend|frontend|solution)\\s+${MUST}\\s+(?!not\\b)(?:be able to\\s+)?(.+)$`,
  "i",
);
const PERSON = new RegExp(
  `^((?:(?:the|an?|all|every|each)\\s+)?(?:\\p{L}+\\s)?(?:users?|admins?|administrators?|customers?|people|members?|guests?|visitors?|operators?|reviewers?|editors?))\\s+${MUST}\\s+(?!not\\b)(?:be able to\\s+)?(.+)$`,
  "iu",
);

/** "a button" becomes "Add a button", what somebody wants to see is shown; what begins with another verb is an order already. */
function asOrder(text: string): string {
  const order = /^(?:an?|the|more|another)\s/i.test(text) ? `add ${text}` : text.replace(/^(?:see|view)\b/i, "show");
  return order.charAt(0).toUpperCase() + order.slice(1);
}
