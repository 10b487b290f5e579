import { type Element, readXml } from "../_xml.ts";
import { type CoverageReport, lineTable } from "./coverage.ts";

/** Reads Cobertura's XML, which coverage.py, istanbul, gcovr and coverlet write. */
export function readCobertura(text: string): CoverageReport {
  const { root, complete } = readXml(text);
  const table = lineTable();
  const roots: string[] = [];
  let isRead = complete;
  const visit = (element: Element, path: string | undefined): void => {
    const file = element.name === "class" ? element.attributes.get("filename") : path;
    if (element.name === "source") roots.push(element.text.trim());
    if (element.name === "line" && file !== undefined) {
      const [number, hits] = [Number(element.attributes.get("number")), Number(element.attributes.get("hits"))];
      if (Number.isSafeInteger(number) && Number.isFinite(hits)) table.add(file, number, hits > 0);
      else isRead = false;
    }
    for (const child of element.children) visit(child, file);
  };
  if (root !== undefined) visit(root, undefined);
  return { format: "cobertura", files: table.files(), roots: roots.filter((one) => one !== ""), complete: isRead };
}
