import { packageGates } from "./package-gates.ts";
import type { GateCommands, ProjectRoot } from "./project-root.ts";
import { pythonGates } from "./python-gates.ts";
import type { Stack } from "./stack.ts";

/** Takes the gates from what the project itself says: its scripts, its tools, their configurations. */
export function gatesOf(stack: Stack, root: ProjectRoot): GateCommands {
  switch (stack) {
    case "typescript":
    case "javascript":
      return packageGates(root);
    case "python":
      return pythonGates(root);
    case "go":
      return { types: "go vet ./...", test: "go test ./...", ...configured(root, ".golangci.", "golangci-lint run") };
    case "rust":
      return { types: "cargo check", lint: "cargo clippy -- -D warnings", test: "cargo test" };
    case "swift":
      return { types: "swift build", test: "swift test", ...configured(root, ".swiftlint.", "swiftlint") };
    case "generic":
      return {};
  }
}

/** A linter that does not come with the language counts where it has a configuration. */
const configured = ({ names }: ProjectRoot, beginning: string, lint: string): Pick<GateCommands, "lint"> =>
  names.some((name) => name.startsWith(beginning)) ? { lint } : {};
