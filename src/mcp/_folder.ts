import { sep } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder a call works in: where the server was started when that lies in the client's workspace, else the first root. */
export function folderOf(roots: readonly string[], cwd: string): string {
  const folders = roots.flatMap((uri) => pathOf(uri));
  const inside = folders.some(
    (folder) => cwd === folder || cwd.startsWith(folder.endsWith(sep) ? folder : folder + sep),
  );
  return inside ? cwd : (folders[0] ?? cwd);
}

/** Roots of other kinds than local folders, and addresses that are none, count as absent. */
function pathOf(uri: string): readonly string[] {
  if (!URL.canParse(uri)) return [];
  const url = new URL(uri);
  const isLocal = url.protocol === "file:" && (url.hostname === "" || url.hostname === "localhost");
  if (!isLocal || /%2f|%00/i.test(url.pathname)) return [];
  url.hostname = "";
  return [fileURLToPath(url).replace(/(.)[\\/]+$/, "$1")];
}
