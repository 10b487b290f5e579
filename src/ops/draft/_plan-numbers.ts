import { err, ok, type Result } from "../../std/result.ts";
import { planNumberUnknown } from "./faults.ts";

/** Places of the drafts that numbers such as `3`, `3,5` and `4-9` name; numbers begin with 1. */
export function readNumbers(given: readonly string[], drafts: number): Result<ReadonlySet<number>> {
  const places = new Set<number>();
  for (const one of given.flatMap((text) => text.split(","))) {
    const [, from = "", to = from] = /^\s*(\d{1,4})(?:-(\d{1,4}))?\s*$/.exec(one) ?? [];
    const [first, last] = [Number(from), Number(to)];
    if (from === "" || first < 1 || last > drafts || first > last)
      return err(planNumberUnknown({ given: one.trim(), drafts }));
    for (let number = first; number <= last; number += 1) places.add(number - 1);
  }
  return ok(places);
}

/** Texts of edited drafts by their places: `3=---…`. Of two for the same one the later counts. */
export function readEdited(given: readonly string[], drafts: number): Result<ReadonlyMap<number, string>> {
  const texts = new Map<number, string>();
  for (const one of given) {
    const [, number = "", text = ""] = /^\s*(\d{1,4})=(.*)$/s.exec(one) ?? [];
    const place = Number(number) - 1;
    if (number === "" || place < 0 || place >= drafts)
      return err(planNumberUnknown({ given: one.split("\n", 1)[0] ?? "", drafts }));
    texts.set(place, text);
  }
  return ok(texts);
}
