/** Longest message that is told apart, in characters. */
const MAX_CHARS = 300;

/** In order: each replaces what another run of the same would print differently. */
const CHANGING: readonly (readonly [RegExp, string])[] = [
  [/\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?/g, "<time>"],
  [/\b\d{1,2}:\d\d:\d\d(?:[.,]\d+)?\b/g, "<time>"],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, "<id>"],
  [
    /(?:\/private)?(?:\/var\/folders\/\w+\/[\w+]+\/T|\/tmp|\/var\/tmp|[A-Za-z]:\\Users\\[^\\\s]+\\AppData\\Local\\Temp)[\\/][^\\/\s'")\]]+/g,
    "<temp>",
  ],
  [
    /(?:\/home\/runner\/work\/[^/\s]+\/[^/\s]+|\/builds\/[^/\s]+\/[^/\s]+|[A-Za-z]:\\a\\[^\\\s]+\\[^\\\s]+|\/github\/workspace)(?=[\\/])/g,
    "<root>",
  ],
  [/\b0x[0-9a-f]+\b/gi, "<hex>"],
  [/\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{7,64}\b/gi, "<hex>"],
  [/\d+(?:[.,]\d+)*/g, "#"],
];

/** A message without what differs from run to run: times, numbers, hashes, temporary folders. Equal messages are one problem. */
export function normalMessage(text: string): string {
  let message = text.slice(0, 4 * MAX_CHARS);
  for (const [shape, name] of CHANGING) message = message.replaceAll(shape, name);
  return message.replaceAll(/\s+/g, " ").trim().slice(0, MAX_CHARS);
}
