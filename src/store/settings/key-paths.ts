import type { Shape } from "./shape.ts";

/** The path of every key that holds a value: `gates.test`, `kinds.<name>.prefix`, `routing.rules[].agent`. */
export function keyPaths(shape: Shape, path = ""): readonly string[] {
  switch (shape.is) {
    case "group":
      return Object.entries(shape.keys).flatMap(([name, inner]) =>
        keyPaths(inner, path === "" ? name : `${path}.${name}`),
      );
    case "list":
      return keyPaths(shape.of, `${path}[]`);
    case "map":
      return keyPaths(shape.of, `${path}.<name>`);
    default:
      return [path];
  }
}
