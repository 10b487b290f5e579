import { join } from "node:path";
import type { Files } from "../../ports/files.ts";
import { TICKETS_FOLDER } from "../home/home.ts";

/** Names of ticket files under tickets/, those in its subfolders too. Hidden files are none: temp files begin with a dot. */
export function ticketNames(files: Files, folder: string): readonly string[] {
  const listed = files.list(join(folder, TICKETS_FOLDER));
  if (!listed.ok) return [];
  const names: string[] = [];
  for (const name of listed.value) {
    if (name.startsWith(".")) continue;
    if (name.endsWith(".md")) names.push(name);
    else if (!name.includes(".")) names.push(...namesInside(files, folder, name));
  }
  return names;
}

function namesInside(files: Files, folder: string, subfolder: string): readonly string[] {
  const path = join(folder, TICKETS_FOLDER, subfolder);
  if (files.stat(path)?.isDirectory() !== true) return [];
  const listed = files.list(path);
  if (!listed.ok) return [];
  return listed.value
    .filter((name) => name.endsWith(".md") && !name.startsWith("."))
    .map((name) => `${subfolder}/${name}`);
}
