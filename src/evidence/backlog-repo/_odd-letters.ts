import { Scalar } from "yaml";

/** Ends a line in YAML 1.1, is not read at all by Python's library, or is a mark of the order of bytes. */
const ODD = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

/**
 * A text that other programs would read as another one stands in quotes: one of several lines, as blanks around block texts have too many
 * meanings; one with odd letters, which are then written by number; and the sign that YAML 1.1 keeps for itself.
 */
export function quoteOdd(node: Scalar): void {
  if (typeof node.value !== "string") return;
  if (node.value.includes("\n") || isOdd(node.value)) node.type = Scalar.QUOTE_DOUBLE;
  if (node.value === "=") node.type = Scalar.QUOTE_SINGLE;
}

export const isOdd = (text: string): boolean => text.search(ODD) >= 0;

/** The printed document with odd letters by number. They stand between double quotes, or in a comment, where they mean nothing. */
export const withoutOdd = (text: string): string =>
  text.replaceAll(ODD, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
