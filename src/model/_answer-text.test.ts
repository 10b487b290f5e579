import fc from "fast-check";
import { expect, test } from "vitest";
import { rounds } from "../../test/rounds.ts";
import { answerIn, textsIn, withTexts } from "./_answer-text.ts";

const object = fc
  .dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 }))
  .map((value): unknown => JSON.parse(JSON.stringify(value)));

test("an object is found as it is, in a fence and between words, and other text gives nothing or an object", () => {
  fc.assert(
    fc.property(object, fc.string(), (value, words) => {
      const printed = JSON.stringify(value);
      const prose = words.replace(/[{}`]/g, "");
      expect(answerIn(printed)).toEqual(value);
      expect(answerIn(`${prose}\n\`\`\`json\n${printed}\n\`\`\`\n`)).toEqual(value);
      expect(answerIn(`${prose}x ${printed}\n${prose}`)).toEqual(value);
      expect(typeof (answerIn(words) ?? {})).toBe("object");
    }),
    { numRuns: rounds(200) },
  );
});

test("texts are taken out and put back in their order", () => {
  fc.assert(
    fc.property(object, (value) => {
      const texts = textsIn(value) ?? [];
      expect(withTexts(value, texts)).toEqual(value);
      const marked = withTexts(
        value,
        texts.map((text) => `<${text}>`),
      );
      expect(textsIn(marked)).toEqual(texts.map((text) => `<${text}>`));
    }),
    { numRuns: rounds(200) },
  );
});
