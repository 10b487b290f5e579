/** What a word has in common with its other forms: a rough cut, the same for "fold", "folds", "folding" and "folded". */
export function stemOf(word: string): string {
  if (word.length < 4 || /\d/.test(word)) return word;
  return singular(word)
    .replace(/(?:ational|ations?|itions?)$/, "at")
    .replace(/(?:ments?|ness|able|ible)$/, "")
    .replace(/(?<=[a-z]{3})(?:ing|edly|ed|ly|er|or|ion|ive|al)$/, "")
    .replace(/([bdfglmnprt])\1$/, "$1")
    .replace(/e$/, "")
    .replace(/i$/, "y");
}

function singular(word: string): string {
  if (/(?:ss|us|is)$/.test(word)) return word;
  return word
    .replace(/ies$/, "y")
    .replace(/(x|ch|sh|s|z)es$/, "$1")
    .replace(/s$/, "");
}
