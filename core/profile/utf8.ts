// Texts and their bytes. Of our own, since core has no TextDecoder, and since short texts, which these are, are made faster so.

/** Bytes that are no UTF-8 give U+FFFD, one each. */
export function decodeUtf8(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  let units: number[] = [];
  for (let at = from; at < to;) {
    const size = sequenceLength(bytes, at, to);
    const code = size === 0 ? 0xfffd : codePoint(bytes, at, size);
    at += size === 0 ? 1 : size;
    if (code > 0xffff) units.push(0xd800 + ((code - 0x10000) >> 10), 0xdc00 + ((code - 0x10000) & 0x3ff));
    else units.push(code);
    if (units.length > 4000) {
      text += String.fromCharCode(...units);
      units = [];
    }
  }
  return text + String.fromCharCode(...units);
}

/** 0: no character begins here. */
function sequenceLength(bytes: Uint8Array, at: number, to: number): number {
  const first = bytes[at]!;
  if (first < 0x80) return 1;
  const size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || at + size > to) return 0;
  for (let next = 1; next < size; next++) if ((bytes[at + next]! & 0xc0) !== 0x80) return 0;
  const code = codePoint(bytes, at, size);
  const smallest = size === 4 ? 0x10000 : size === 3 ? 0x800 : 0x80;
  const isSurrogate = code >= 0xd800 && code <= 0xdfff;
  return code < smallest || code > 0x10ffff || isSurrogate ? 0 : size;
}

function codePoint(bytes: Uint8Array, at: number, size: number): number {
  if (size === 1) return bytes[at]!;
  let code = bytes[at]! & (0xff >> (size + 1));
  for (let next = 1; next < size; next++) code = (code << 6) | (bytes[at + next]! & 0x3f);
  return code;
}

/** A lone surrogate becomes U+FFFD. */
export function encodeUtf8(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0)!;
    const safe = code >= 0xd800 && code <= 0xdfff ? 0xfffd : code;
    if (safe < 0x80) bytes.push(safe);
    else if (safe < 0x800) bytes.push(0xc0 | (safe >> 6), 0x80 | (safe & 0x3f));
    else if (safe < 0x10000) bytes.push(0xe0 | (safe >> 12), 0x80 | ((safe >> 6) & 0x3f), 0x80 | (safe & 0x3f));
    else
      bytes.push(0xf0 | (safe >> 18), 0x80 | ((safe >> 12) & 0x3f), 0x80 | ((safe >> 6) & 0x3f), 0x80 | (safe & 0x3f));
  }
  return Uint8Array.from(bytes);
}
