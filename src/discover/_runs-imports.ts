import { dirname, join, normalize } from "node:path/posix";
import { literalGlob } from "./_tool-advice.ts";
import type { Look } from "./source.ts";

interface Checkout {
  readonly world: Pick<Look["world"], "files">;
  readonly root: Look["root"];
}

/** Most files followed from one test, and how much of each is read. */
const MAX_FOLLOWED = 200;
const MAX_FILE_BYTES = 512 * 1024;
/** Most files, or else folders, that are named one by one. */
const MAX_NAMED = 5;

/**
 * The files of the project that a test is about: those it imports, and what these import. More than a few are told by their
 * folders. It reads what stands there plainly, relative names in JavaScript and modules in Python; of anything else it says nothing.
 */
export function importedBy(checkout: Checkout, test: string): readonly string[] {
  const found = new Set([test]);
  for (const file of found) {
    if (found.size > MAX_FOLLOWED) break;
    for (const next of importsOf(checkout, file)) found.add(next);
  }
  const sources = [...found].filter((path) => path !== test && !isTestFile(path));
  return named(sources);
}

const TEST_FILE = /(?:^|\/)(?:tests?|__tests__|spec)\/|[._-](?:test|spec)\.\w+$|(?:^|\/)test_[^/]*$/;

/** Whether a path looks like that of a test. */
export const isTestFile = (path: string): boolean => TEST_FILE.test(path);

function named(sources: readonly string[]): readonly string[] {
  if (sources.length <= MAX_NAMED) return sources.map(literalGlob);
  const folders = outermost(sources.map(dirname));
  if (folders.length <= MAX_NAMED) return folders.map(globOf);
  return outermost(folders.map((folder) => folder.split("/")[0] ?? "."))
    .slice(0, MAX_NAMED)
    .map(globOf);
}

/** Of the root only its own files: a glob for all there is would be no scope. */
const globOf = (folder: string): string => (folder === "." ? "*" : `${literalGlob(folder)}/**`);

/** Folders that no other of them holds. */
function outermost(folders: readonly string[]): readonly string[] {
  const all = [...new Set(folders)].sort();
  return all.filter((one) => !all.some((other) => one.startsWith(`${other}/`)));
}

function importsOf(checkout: Checkout, file: string): readonly string[] {
  const bytes = checkout.world.files.read(join(checkout.root, file), MAX_FILE_BYTES);
  if (!bytes.ok) return [];
  const text = new TextDecoder().decode(bytes.value);
  const tried = file.endsWith(".py") ? pythonNames(text, file) : scriptNames(text, file);
  return tried.flatMap((names) => names.find((name) => isSource(checkout, name)) ?? []);
}

const SCRIPT_NAME = /(?:\bfrom|\bimport|\bimport\s*\(|\brequire\s*\()\s*["'](\.{1,2}\/[^"'\n]{1,300})["']/g;
const ENDINGS = [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".vue", ".svelte"];

/** Each name as the files it may stand for, the likeliest first. */
function scriptNames(text: string, file: string): readonly (readonly string[])[] {
  return [...text.matchAll(SCRIPT_NAME)].map(([, name = ""]) => {
    const path = normalize(join(dirname(file), name));
    const typed = path.replace(/\.([mc]?)js(x?)$/, ".$1ts$2");
    return [path, typed, ...ENDINGS.map((ending) => path + ending), ...ENDINGS.map((end) => `${path}/index${end}`)];
  });
}

const PYTHON_NAME = /^[ \t]*(?:from[ \t]+(\.*[\w.]*)[ \t]+import[ \t]+\(?[ \t]*(\w*)|import[ \t]+([\w.]+))/gm;

function pythonNames(text: string, file: string): readonly (readonly string[])[] {
  return [...text.matchAll(PYTHON_NAME)].flatMap(([, from, what = "", whole]) => {
    const module = from ?? whole ?? "";
    const dots = /^\.*/.exec(module)?.[0].length ?? 0;
    const rest = module.slice(dots).replaceAll(".", "/");
    const up = Array.from({ length: Math.max(0, dots - 1) }, () => "..").join("/");
    const roots = dots > 0 ? [join(dirname(file), up)] : [".", "src", dirname(file)];
    const of = (path: string): readonly string[] =>
      roots.flatMap((root) => [normalize(join(root, `${path}.py`)), normalize(join(root, path, "__init__.py"))]);
    return [of(rest), ...(what === "" ? [] : [of(join(rest, what))])];
  });
}

/** Links that lead out of the checkout are none, and what is installed is not the project's. */
function isSource({ world, root }: Checkout, path: string): boolean {
  if (path.startsWith("..") || path.split("/").some((part) => part === "node_modules" || part === ".git")) return false;
  const real = world.files.realPath(join(root, path));
  return real?.startsWith(`${root}/`) === true && world.files.stat(real)?.isFile() === true;
}
