import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { folder } from "./_rig.ts";

const realGit = (): string => execFileSync("which", ["git"], { encoding: "utf8" }).trim();

/** A pattern of the shell over all arguments of one call. */
const pattern = (call: string): string => call.replaceAll(/[ :]/g, "\\$&");

function shim(at: string, text: string): Readonly<Record<string, string>> {
  writeFileSync(join(at, "git"), `#!/bin/sh\n${text}exec "${realGit()}" "$@"\n`, { mode: 0o755 });
  return { PATH: `${at}:${process.env.PATH ?? ""}` };
}

/** Surroundings in which the user runs git in `root` right before the first call of git that looks like `call`. */
export function gitThatFirst(root: string, call: string, act: string) {
  const at = folder();
  const marker = join(at, "acted");
  const text = `case "$*" in ${pattern(call)})
  [ -e "${marker}" ] || { touch "${marker}"; "${realGit()}" -C "${root}" ${act}; } ;;
esac
`;
  return { env: shim(at, text), marker };
}

/** Surroundings in which the first call of git that looks like `call` waits: what its caller looked at before may change. */
export function heldGit(call: string) {
  const at = folder();
  const [marker, open, said] = [join(at, "marker"), join(at, "open"), join(at, "said")];
  const text = `case "$*" in ${pattern(call)})
  if [ ! -e "${marker}" ]; then
    touch "${marker}"
    until [ -e "${open}" ] || [ ! -e "${marker}" ]; do sleep 0.05; done
    "${realGit()}" "$@" 2>"${said}.err" >"${said}.out"
    code=$?
    cat "${said}.err" "${said}.out" > "${said}"
    cat "${said}.out"
    cat "${said}.err" >&2
    exit $code
  fi ;;
esac
`;
  return { env: shim(at, text), marker, open, said };
}
