import { done, libraryAt } from "./_library.ts";
import { ask, docket, must } from "./_rig.ts";
import { doctored, type Found, listed, made, type Shown, shown } from "./_shapes.ts";

/** Makes a ticket and answers its id. */
export async function newTicket(root: string, title: string, ...more: readonly string[]): Promise<string> {
  if (more.length > 0) return (await ask(root, made, ["new", title, ...more])).ticket.id;
  return done(await libraryAt(root).new({ title })).ticket.id;
}

/** Makes tickets one after the other and answers their ids. */
export async function newTickets(root: string, titles: readonly string[]): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const title of titles) ids.push(await newTicket(root, title));
  return ids;
}

export async function show(root: string, id: string): Promise<Shown> {
  return shown.parse(plain(done(await libraryAt(root).show({ id })))).ticket;
}

/** Every ticket, done ones too. */
export async function listAll(root: string) {
  return listed.parse(plain(done(await libraryAt(root).list({ all: true, limit: 100_000 }))));
}

export async function comment(root: string, id: string, body: string): Promise<void> {
  done(await libraryAt(root).comment({ id, body }));
}

/** What a program reading the answer as JSON gets. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** How many events a plain edit leaves in the thread; every edit has to be alike, whoever races or dies. */
export async function eventsOfOneEdit(root: string): Promise<number> {
  const id = await newTicket(root, "Edited once");
  await must(root, ["edit", id, "--add-label", "probe"]);
  return (await show(root, id)).events.length - 1;
}

/** What doctor finds; its exit code has to say the same as its findings. */
export async function doctor(root: string, ...more: readonly string[]): Promise<readonly Found[]> {
  const ran = await docket(root, ["doctor", "--json", ...more]);
  const { findings } = doctored.parse(JSON.parse(ran.stdout));
  const errors = findings.filter((finding) => finding.severity === "error");
  if (errors.length > 0 !== (ran.code === 1)) throw new Error(`doctor left with ${ran.code}: ${ran.stdout}`);
  return findings;
}

/** The findings that are errors. */
export async function errorsIn(root: string): Promise<readonly Found[]> {
  return (await doctor(root)).filter((finding) => finding.severity === "error");
}

/** Numbers from 0 to n - 1. */
export const upTo = (n: number): readonly number[] => Array.from({ length: n }, (_, index) => index);

/** The item at an index, which has to be there. */
export function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new Error(`nothing at ${index} of ${items.length}`);
  return item;
}
