/** Reads JSON that may be damaged: undefined where JSON.parse would throw. The one place that catches it. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
