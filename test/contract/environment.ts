import { isAbsolute } from "node:path";
import { describe, expect, test } from "vitest";
import type { Environment } from "../../src/ports/environment.ts";

/** What every Environment keeps to. */
export function environmentContract(name: string, make: () => Environment | Promise<Environment>): void {
  describe(`environment: ${name}`, () => {
    test("says where, on what machine and in which process the caller is", async () => {
      const { cwd, home, pid, host, program, cores } = await make();
      expect(isAbsolute(cwd)).toBe(true);
      expect(home === undefined || isAbsolute(home)).toBe(true);
      expect(Number.isSafeInteger(pid) && pid > 0).toBe(true);
      expect(host).not.toBe("");
      expect(typeof (await make()).user).toBe("string");
      expect(Number.isSafeInteger(cores) && cores > 0).toBe(true);
      expect(program.length).toBeGreaterThan(0);
      for (const word of program) expect(word).not.toBe("");
    });

    test("knows secrets by their names, and none so short that it would be found everywhere", async () => {
      for (const { name, value } of (await make()).secrets) {
        expect(name).not.toBe("");
        expect(value.trim().length).toBeGreaterThanOrEqual(8);
      }
    });

    test("names variables as the system does; one that is not set has no value", async () => {
      const { variables } = await make();
      for (const [name, value] of Object.entries(variables)) {
        expect(name).toMatch(/^[A-Z][A-Z0-9_]*$/);
        expect(value === undefined || typeof value === "string").toBe(true);
      }
      expect(variables.NO_SUCH_VARIABLE).toBeUndefined();
    });
  });
}
