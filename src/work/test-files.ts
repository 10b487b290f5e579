import type { Settings } from "../store/settings/schema.ts";

const SCRIPT = [
  "**/*.{test,spec}.{js,mjs,cjs,jsx,ts,mts,cts,tsx}",
  "**/__tests__/**",
  "**/__snapshots__/**",
  "test/**",
  "tests/**",
];
const BY_STACK: Readonly<Record<string, readonly string[]>> = {
  typescript: SCRIPT,
  javascript: SCRIPT,
  python: ["**/test_*.py", "**/*_test.py", "**/conftest.py", "tests/**", "test/**"],
  go: ["**/*_test.go", "**/testdata/**"],
  rust: ["tests/**", "**/tests.rs", "**/tests/**"],
  swift: ["Tests/**"],
};
const ANY = ["test/**", "tests/**", "spec/**", "**/*.{test,spec}.*", "**/test_*", "**/*_test.*"];

/** Globs of files that are tests, their helpers or their snapshots. */
export function testFilesOf({ tests, project }: Settings): readonly string[] {
  return tests.files.length > 0 ? tests.files : (BY_STACK[project.stack] ?? ANY);
}
