// The go command's own way of writing several flags in one string (GOFLAGS, -gcflags): fields between white space; a field that
// begins with ' or " goes on to the next such quote; there are no escapes. As internal/quoted of the go command.

/** The fields of `text`; a quote that is never closed takes the rest (the go command refuses it; here it is for the go command to say). */
export function splitQuoted(text: string): string[] {
  const fields: string[] = [];
  const pattern = /'([^']*)'?|"([^"]*)"?|(\S+)/g;
  for (const [, single, double, bare] of text.matchAll(pattern)) fields.push(single ?? double ?? bare ?? '');
  return fields;
}

/** One string that `splitQuoted` takes apart again. A field with both kinds of quotes and white space cannot be written: left as it is. */
export function joinQuoted(fields: readonly string[]): string {
  return fields.map(quote).join(' ');
}

function quote(field: string): string {
  if (field !== '' && !/[\s'"]/.test(field)) return field;
  if (!field.includes("'")) return `'${field}'`;
  if (!field.includes('"')) return `"${field}"`;
  return field;
}
