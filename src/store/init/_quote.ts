/** A text as a YAML value on one line. Double quotes hold any text, so they are used wherever a plain word might be misread. */
export function quoted(text: string): string {
  const plain =
    /^[A-Za-z_./][\w ./@+-]*$/.test(text) &&
    !/ $/.test(text) &&
    !/^(?:true|false|null|yes|no|on|off|\.nan|\.inf)$/i.test(text);
  return plain ? text : JSON.stringify(text);
}
