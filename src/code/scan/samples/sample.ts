import { a, type B } from "./a.ts";
import "./effect.js";
export * from "../all";
const late = await import("./late.ts");
// class Comment {}
const text = "class Str {} // not a comment";
const template = `class ${`inner ${"}"} function no() {`} {`;
const pattern = /class [/"'`] {/g;

export interface Shape {
  readonly size: number;
  area(unit: string): number;
}
export type Id = string | { readonly id: string };
export const enum Color {
  Red,
}
export abstract class Circle<T> extends Base implements Shape {
  static #count = 0;
  constructor(private readonly radius: number) {
    super();
  }
  @memo() area(
    unit: string,
  ): number {
    function inner() {}
    if (unit) return inner();
    return 1;
  }
  private hidden() {}
  get size(): number { return 2; }
  handler = async (event: Event) => {};
}
export async function* walk<T>(of: T): AsyncGenerator<T> {}
export const arrow = <T>(given: T): T => given;
const local = (a: number): number => a, other = 2;
function listed() {}
namespace Inner {
  export function deep() {}
}
export default Circle;
export { listed as renamed };
