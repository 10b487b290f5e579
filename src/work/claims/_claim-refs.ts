import { err, ok, type Result } from "../../std/result.ts";
import { gitFailed } from "../../store/faults.ts";
import { type GitObject, type Place, readObjects, type Tip, tipOf } from "./_claim-commits.ts";

/** One ref and what it points to. */
export interface RefReading {
  readonly ref: string;
  readonly ticket: string;
  readonly tip: Tip;
}

export interface RefsReading {
  readonly refs: readonly RefReading[];
  /** Refs whose file holds no name of an object: git passes over them. */
  readonly broken: readonly string[];
}

const FORMAT = "--format=%(refname) %(objectname) %(objecttype) %(raw:size)%0a%(raw)";

/** All claims under the given beginnings of refs, with their contents, through one call. */
export async function readClaimRefs(place: Place, patterns: readonly string[]): Promise<Result<RefsReading>> {
  const args = ["for-each-ref", FORMAT, ...patterns];
  const answer = await place.git.run({ cwd: place.cwd, args });
  if (!answer.ok) return answer;
  const { code, stdout, stderr } = answer.value;
  // One ref to an object that is not there, and git gives none of them.
  if (code !== 0) return readOneByOne(place, patterns, stderr);
  const refs: RefReading[] = [];
  for (let at = 0; at < stdout.byteLength; ) {
    const end = stdout.indexOf(10, at);
    const head = new TextDecoder().decode(stdout.subarray(at, end === -1 ? undefined : end));
    const [, ref, oid, type, size] = /^(\S+) ([0-9a-f]+) ([a-z]+) (\d+)$/.exec(head) ?? [];
    if (ref === undefined || oid === undefined || type === undefined) return err(gitFailed({ args, stderr: head }));
    const last = end + 1 + Number(size);
    refs.push(reading(ref, { oid, type, bytes: stdout.subarray(end + 1, last) }));
    at = last + 1;
  }
  return ok({ refs, broken: brokenIn(stderr) });
}

async function readOneByOne(place: Place, patterns: readonly string[], why: string): Promise<Result<RefsReading>> {
  const args = ["for-each-ref", "--format=%(refname) %(objectname)", ...patterns];
  const answer = await place.git.run({ cwd: place.cwd, args });
  if (!answer.ok) return answer;
  if (answer.value.code !== 0) return err(gitFailed({ args, stderr: why }));
  const lines = new TextDecoder().decode(answer.value.stdout).split("\n");
  const named = lines.flatMap((line) => {
    const [ref, oid] = line.split(" ");
    return ref === undefined || oid === undefined ? [] : [{ ref, oid }];
  });
  const objects = await readObjects(
    place,
    named.map(({ oid }) => oid),
  );
  if (!objects.ok) return objects;
  const refs = named.map(({ ref, oid }): RefReading => {
    const object = objects.value.get(oid);
    if (object !== undefined) return reading(ref, object);
    const problem = "its commit is not in the repository";
    return { ref, ticket: ticketIn(ref), tip: { is: "damaged", commit: oid, parent: undefined, problem } };
  });
  return ok({ refs, broken: brokenIn(answer.value.stderr) });
}

const reading = (ref: string, object: GitObject): RefReading => ({
  ref,
  ticket: ticketIn(ref),
  tip: tipOf(object, ticketIn(ref)),
});

const ticketIn = (ref: string): string => ref.slice(ref.lastIndexOf("/") + 1);

const brokenIn = (stderr: string): readonly string[] =>
  [...stderr.matchAll(/ignoring broken ref (\S+)/g)].flatMap(([, ref]) => ref ?? []);
