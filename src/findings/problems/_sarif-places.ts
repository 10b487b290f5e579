import { type Fields, isFields, listField, numberField, textField } from "../_json-fields.ts";
import type { Raw } from "./_clean.ts";
import { fieldsField, objectsField } from "./_json-parser.ts";
import { decodeUri, schemeOf } from "./_uri.ts";

/** How many bases may lead from one to the next. */
const MAX_BASES = 10;

type Place = Pick<Raw, "file" | "line" | "column" | "subject">;

/** Where a result is: its first place in a file, and the name of what it is in. */
export function placeOf(result: Fields, run: Fields): Place & { readonly elsewhere?: string } {
  const locations = objectsField(result, "locations");
  const physical = locations
    .map((one) => fieldsField(one, "physicalLocation"))
    .find((one) => "artifactLocation" in one);
  const symbol = locations.flatMap(symbolsOf)[0];
  const named = symbol === undefined ? {} : { subject: symbol };
  if (physical === undefined) return named;
  const region = fieldsField(physical, "region");
  const uri = uriOf(fieldsField(physical, "artifactLocation"), run);
  const scheme = schemeOf(uri);
  if (scheme !== undefined && scheme !== "file") return { ...named, elsewhere: uri };
  const [line, column] = [numberField(region, "startLine"), numberField(region, "startColumn")];
  return { ...named, file: scheme === "file" ? uri : decodeUri(uri), line, column };
}

function symbolsOf(location: Fields): readonly string[] {
  const logical = objectsField(location, "logicalLocations");
  return logical
    .map((one) => textField(one, "fullyQualifiedName") || textField(one, "name"))
    .filter((name) => name !== "");
}

/** A file may be named in place, or by its number in the run's list of files; and from a base that the run declares. */
function uriOf(location: Fields, run: Fields): string {
  const listed = listField(run, "artifacts")[numberField(location, "index") ?? -1];
  const full = isFields(listed) ? { ...fieldsField(listed, "location"), ...location } : location;
  const uri = textField(full, "uri");
  const base = textField(full, "uriBaseId");
  return base === "" || schemeOf(uri) !== undefined ? uri : joined(baseUri(base, run), uri);
}

function baseUri(id: string, run: Fields): string {
  const bases = fieldsField(run, "originalUriBaseIds");
  let [name, uri] = [id, ""];
  for (let step = 0; step < MAX_BASES && name !== "" && Object.hasOwn(bases, name); step += 1) {
    const base = fieldsField(bases, name);
    uri = joined(textField(base, "uri"), uri);
    if (schemeOf(uri) !== undefined) return uri;
    name = textField(base, "uriBaseId");
  }
  return uri;
}

function joined(base: string, uri: string): string {
  if (base === "" || uri.startsWith("/") || schemeOf(uri) !== undefined) return uri;
  return base.endsWith("/") || uri === "" ? base + uri : `${base}/${uri}`;
}
