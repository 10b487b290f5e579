/** Beyond what JSON escapes: characters that YAML refuses, that end a line for some readers, or that nobody sees. */
const UNSEEN = /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]/g;

/** A double-quoted string that both JSON and YAML read back as the same text, always on one line. */
export function quote(text: string): string {
  return JSON.stringify(text).replace(UNSEEN, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}
