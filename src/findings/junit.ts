import { bounded, looksLikeFile, nameOf } from "./_text.ts";
import { type Element, readXml } from "./_xml.ts";
import { causeOf } from "./cause.ts";
import { MAX_CASES } from "./limits.ts";
import type { Broken, Outcome, TestCase, TestParser, TestReport } from "./test-report.ts";

const BEGIN = /<testsuites?[\s>/]/;

/** JUnit's XML, in the dialects of node:test, Vitest, Jest, pytest and Surefire. */
export const junit: TestParser = {
  format: "junit",
  recognises: (text) => BEGIN.test(text),
  parse,
};

/** A test and the names of the suites around it. */
interface Found {
  readonly element: Element;
  readonly suites: readonly Element[];
}

function parse(text: string): TestReport {
  const { root, complete } = readXml(text.slice(Math.max(0, text.search(BEGIN))));
  const found = root === undefined ? [] : testsIn(root, []);
  const cases: TestCase[] = [];
  const broken: Broken[] = [];
  for (const one of found.slice(0, MAX_CASES)) {
    const file = brokenFile(one);
    if (file === undefined) cases.push(caseOf(one));
    else broken.push(file);
  }
  return { format: "junit", cases, broken, complete: complete && found.length <= MAX_CASES };
}

function testsIn(element: Element, suites: readonly Element[]): readonly Found[] {
  // One that is cut off may have been about to say that it failed.
  if (element.name === "testcase") return element.closed ? [{ element, suites }] : [];
  const around = element.name === "testsuite" ? [...suites, element] : suites;
  return element.children.flatMap((child) => testsIn(child, around));
}

function caseOf({ element, suites }: Found): TestCase {
  const outcome = outcomeOf(element);
  const file = fileOf({ element, suites });
  const failure = outcome === "failed" ? failureOf(element) : undefined;
  const seconds = Number(element.attributes.get("time"));
  return {
    name: nameOf(pathOf({ element, suites })),
    ...(file === undefined ? {} : { file }),
    outcome,
    ...(failure === undefined ? {} : { cause: causeOf(failure), message: bounded(failure) }),
    ...(seconds >= 0 ? { durationMs: seconds * 1_000 } : {}),
  };
}

function outcomeOf(element: Element): Outcome {
  const skipped = element.children.find((child) => child.name === "skipped");
  // A test that is allowed to fail carries both, as node:test writes it.
  if (skipped !== undefined) return /todo|xfail/.test(skipped.attributes.get("type") ?? "") ? "todo" : "skipped";
  return failuresIn(element).length > 0 ? "failed" : "passed";
}

function failuresIn(element: Element): readonly Element[] {
  return element.children.filter((child) => child.name === "failure" || child.name === "error");
}

/** Message and text of the failures; the kind of the error comes first where the text does not begin with it. */
function failureOf(element: Element): string {
  const texts = failuresIn(element).map(({ attributes, text }) => {
    const kind = attributes.get("type") ?? "";
    const message = attributes.get("message") ?? "";
    const head = kind === "" || message.startsWith(kind) ? message : `${kind}: ${message}`;
    return text.trim().startsWith(head) ? text.trim() : `${head}\n${text.trim()}`;
  });
  return texts.join("\n\n");
}

function fileOf({ element, suites }: Found): string | undefined {
  const written = [element, ...suites.toReversed()].map(
    (one) => one.attributes.get("file") ?? one.attributes.get("filepath"),
  );
  const known = written.find((file) => file !== undefined && file !== "");
  if (known !== undefined) return known;
  const className = element.attributes.get("classname") ?? "";
  return className.includes("/") && looksLikeFile(className) ? className : undefined;
}

/** File, class or suites, and the test's own name. */
function pathOf({ element, suites }: Found): readonly (string | undefined)[] {
  const file = fileOf({ element, suites });
  const className = (element.attributes.get("classname") ?? "").trim();
  const name = (element.attributes.get("name") ?? "").trim();
  if (looksLikeFile(name) && file?.endsWith(`/${name}`) === true) return [file];
  if (className === file) return [file, name];
  // node:test nests suites and joins their names for the class; at the top it writes the word test.
  const inner = suites.map((suite) => suite.attributes.get("name") ?? "");
  if (inner.length > 0 && inner.join(".") === className) return [file, ...inner, name];
  const isPlaceholder = className === name || (inner.length === 0 && className === "test");
  return isPlaceholder ? [file, name] : [file, className, name];
}

/** The entry that stands for a whole file that failed to load, in the ways the dialects write it. */
function brokenFile({ element, suites }: Found): Broken | undefined {
  if (failuresIn(element).length === 0 || outcomeOf(element) !== "failed") return undefined;
  const name = element.attributes.get("name") ?? "";
  const className = element.attributes.get("classname") ?? "";
  const file = fileOf({ element, suites }) ?? "";
  const text = failureOf(element);
  const isFile = looksLikeFile(name) && (className === name || file === name || file.endsWith(`/${name}`));
  const isCollection = className === "" && text.startsWith("collection failure");
  if (!isFile && !isCollection) return undefined;
  const cause = causeOf(isCollection ? text.replace("collection failure", "") : text);
  // A script without a test runner's calls is one test, named after its file.
  if (isFile && cause === "assertion") return undefined;
  const path = isCollection ? `${name.replaceAll(".", "/")}.py` : file === "" ? name : file;
  return { file: path, cause, message: bounded(text), stage: "load" };
}
