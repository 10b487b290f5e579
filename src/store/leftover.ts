/** Temp files that a write left which was cut off: nobody's text. */
export const isLeftover = (path: string): boolean => /(?:^|\/)\.~[^/]*$/.test(path);
