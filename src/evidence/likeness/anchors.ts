/** A path: perhaps a drive, a segment, and further segments behind slashes of either kind. */
const PATH = /(?:[A-Za-z]:[\\/])?[A-Za-z0-9_.-]+(?:[\\/][A-Za-z0-9_.-]+)+/g;

/** The paths that a text names: in lower case, with forward slashes, without the full stop of a sentence, sorted. */
export function pathsIn(text: string): readonly string[] {
  const paths = [...text.matchAll(PATH)].map(([path]) => path.toLowerCase().replaceAll("\\", "/").replace(/\.+$/, ""));
  return [...new Set(paths)].sort();
}

/** Anchors with what they end in: the file's name and the last two segments, so that paths of other roots still meet. */
export function expandAnchors(anchors: readonly string[]): readonly string[] {
  const all = anchors.toSorted().flatMap((anchor) => {
    const plain = anchor.trim().toLowerCase().replaceAll("\\", "/");
    const segments = plain.split("/").filter((segment) => segment !== "");
    return [plain, segments.slice(-2).join("/"), segments.slice(-1).join("/")];
  });
  return [...new Set(all)].filter((anchor) => anchor !== "");
}
