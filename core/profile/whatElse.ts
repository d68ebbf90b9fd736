// What a file that is no profile is instead, by its first bytes: people open what a browser saved, what a server answered, or the trace beside
// the profile.
import type { OtherFile } from './problem';
import { decodeUtf8 } from './utf8';

/** How much is looked at. */
const looked = 2048;

const beginnings: readonly (readonly [begins: string | readonly number[], what: OtherFile])[] = [
  ['PK\u0003\u0004', 'zip'],
  ['\u007fELF', 'program'],
  ['MZ', 'program'],
  [[0xcf, 0xfa, 0xed, 0xfe], 'program'],
  [[0xca, 0xfe, 0xba, 0xbe], 'program'],
  [[0x89, 0x50, 0x4e, 0x47], 'image'],
  [[0xff, 0xd8, 0xff], 'image'],
  ['GIF8', 'image'],
  ['PERFILE2', 'perf'],
  ['PERFFILE', 'perf'],
];

/** The header of `go tool trace`'s files: `go 1.26 trace`, then zeros. */
const trace = /^go 1\.\d+ trace\0/;
/** Profiles of `debug=1` and `debug=2`, and a crash, which has the same blocks. */
const textProfile =
  /^(?:heap profile: |goroutine profile: total |threadcreate profile: |--- (?:mutex|contention)|goroutine \d+ .*\[|[\w./-]+ profile: total \d)/;
const html = /^\s*(?:<!doctype html|<html|<head|<\?xml)/i;
const json = /^\s*[[{]\s*["{[\]}\d-]/;

/** Null: nothing that is known. */
export function whatElse(bytes: Uint8Array): OtherFile | null {
  for (const [begins, what] of beginnings) {
    const wanted = typeof begins === 'string' ? Array.from(begins, char => char.charCodeAt(0)) : begins;
    if (wanted.every((byte, at) => bytes[at] === byte)) return isCore(bytes) ? 'core-dump' : what;
  }
  const text = decodeUtf8(bytes, 0, Math.min(bytes.length, looked));
  if (trace.test(text)) return 'trace';
  if (isBinaryCpu(bytes)) return 'binary-cpu';
  if (!isText(text, bytes.length > looked)) return null;
  if (textProfile.test(text)) return 'text-profile';
  if (html.test(text)) return 'html';
  return json.test(text) ? 'json' : 'text';
}

/** An ELF file whose type is 4. */
function isCore(bytes: Uint8Array): boolean {
  return bytes[0] === 0x7f && bytes[1] === 0x45 && (bytes[16] === 4 || bytes[17] === 4);
}

/** Words of 4 or 8 bytes: 0, 3, 0, the period, 0. */
function isBinaryCpu(bytes: Uint8Array): boolean {
  return [4, 8].some(word => {
    if (bytes.length < word * 5) return false;
    for (let at = 0; at < word * 3; at++) if (bytes[at] !== (at === word ? 3 : 0)) return false;
    return true;
  });
}

/** No control characters but those of lines; the last character may have been cut. */
function isText(text: string, isCut: boolean): boolean {
  const whole = isCut ? text.slice(0, -4) : text;
  return whole !== '' && !/[\0-\u0008\u000e-\u001a\u001c-\u001f\ufffd]/.test(whole);
}
