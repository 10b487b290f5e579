import { expect, test } from "vitest";
import { maskValues } from "./mask-values.ts";

const secret = (name: string, value: string) => ({ name, value });

test("each value is replaced by its name, wherever and however often it stands", () => {
  const secrets = [secret("API_TOKEN", "hunter2-hunter2"), secret("DB_PASSWORD", "correct horse")];
  expect(maskValues("a hunter2-hunter2 b hunter2-hunter2, correct horse\n", secrets)).toBe(
    "a [masked: API_TOKEN] b [masked: API_TOKEN], [masked: DB_PASSWORD]\n",
  );
  expect(maskValues("nothing to see", secrets)).toBe("nothing to see");
});

test("a value is found as JSON writes it, and one that begins with another is masked whole", () => {
  const quoted = secret("APP_KEY", 'a"b\\c\nd-e-f');
  expect(maskValues(JSON.stringify({ said: quoted.value }), [quoted])).toBe('{"said":"[masked: APP_KEY]"}');
  const both = [secret("A_KEY", "12345678"), secret("B_KEY", "1234567890")];
  expect(maskValues("1234567890 12345678", both)).toBe("[masked: B_KEY] [masked: A_KEY]");
});

test("what looks like a pattern of a replacement is plain text", () => {
  expect(maskValues("x $&$1(.*) y", [secret("ODD_KEY", "$&$1(.*)")])).toBe("x [masked: ODD_KEY] y");
});
