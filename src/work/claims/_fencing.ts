import { join } from "node:path";
import { parseJson } from "../../std/json.ts";
import type { Result } from "../../std/result.ts";
import { readText } from "../../store/state-file.ts";
import { type Desk, hasRemote, type RemoteDesk } from "./_desk.ts";
import { type Push, type Pushed, pushRefs } from "./_remote-refs.ts";

/** `advisory`: the remote moves one ref at a time, so an overtaken holder is found by a look just before publishing and not by git. */
export type Fencing = "git" | "advisory";

const NOTE_FILE = "claims-remote.json";

/** What is known of the remote that decides, from an earlier push; undefined when none has told yet. */
export function knownFencing(desk: Desk): Fencing | undefined {
  if (!hasRemote(desk)) return "git";
  const note = parseJson(readText(desk.world.files, notePath(desk)) ?? "");
  if (typeof note !== "object" || note === null || !("remote" in note && "fencing" in note)) return undefined;
  if (note.remote !== desk.remote.name) return undefined;
  return note.fencing === "git" || note.fencing === "advisory" ? note.fencing : undefined;
}

/** An attempt only: where nothing can be written the next push finds it out again. */
export function noteFencing(desk: RemoteDesk, fencing: Fencing): void {
  const { files } = desk.world;
  if (knownFencing(desk) === fencing || !files.makeFolder(desk.home.privateFolder).ok) return;
  files.writeAtomic(
    notePath(desk),
    new TextEncoder().encode(`${JSON.stringify({ remote: desk.remote.name, fencing })}\n`),
  );
}

/** Pushes one ref, and the first time asks for a push of all or none, by which the remote tells whether it can. */
export async function pushAndLearn(desk: RemoteDesk, push: Push): Promise<Result<Pushed>> {
  if (knownFencing(desk) !== undefined) return pushRefs(desk, [push]);
  const tried = await pushRefs(desk, [push], "all or none");
  if (!tried.ok || tried.value.is === "refused") return tried;
  noteFencing(desk, tried.value.is === "pushed" ? "git" : "advisory");
  return tried.value.is === "pushed" ? tried : pushRefs(desk, [push]);
}

const notePath = ({ home }: Desk): string => join(home.privateFolder, NOTE_FILE);
