/**
 * The text of a file: UTF-8, or, where nothing but ASCII is right in that, the one-byte letters of Western Europe (Windows-1252), in
 * which older code is often written.
 */
export function textOf(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes);
  if (!text.includes("\ufffd") || /[^\u0000-\u007f\ufffd]/.test(text)) return text;
  return new TextDecoder("windows-1252").decode(bytes);
}
