import type { Stack } from "./stack.ts";

export interface GateCommands {
  readonly types?: string;
  readonly lint?: string;
  readonly test?: string;
}

/** Commands that prove a change, by stack. A project without a known stack has to name its own. */
export const stackGates: Readonly<Record<Stack, GateCommands>> = {
  typescript: { types: "npx tsc --noEmit", lint: "npx eslint .", test: "npx vitest run" },
  javascript: { lint: "npx eslint .", test: "npx vitest run" },
  python: { types: "mypy .", lint: "ruff check .", test: "pytest" },
  go: { types: "go vet ./...", lint: "golangci-lint run", test: "go test ./..." },
  rust: { types: "cargo check", lint: "cargo clippy -- -D warnings", test: "cargo test" },
  swift: { types: "swift build", lint: "swiftlint", test: "swift test" },
  generic: { test: "echo 'set gates.test in docket.yaml'" },
};
