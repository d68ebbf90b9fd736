// From the bytes of a file to a profile, or to what is wrong with them: the one way in, for the command line and for the editor's worker.
import { decodeProfile, type Decoded } from '#core/profile/decode';
import { whatElse } from '#core/profile/whatElse';
import { isGzip, unpack } from './unpack';

/** Never throws. The bytes are not kept. */
export function openProfile(file: Uint8Array): Decoded {
  const unpacked = unpack(file);
  if (unpacked.kind === 'problem') return unpacked;
  const { bytes } = unpacked;
  const isTwice = bytes !== file && isGzip(bytes);
  if (isTwice) return { kind: 'problem', problem: { kind: 'something-else', what: 'gzip-twice' } };
  const decoded = decodeProfile(bytes);
  if (decoded.kind === 'profile' || decoded.problem.kind !== 'malformed') return decoded;
  const what = whatElse(bytes);
  return what === null ? decoded : { kind: 'problem', problem: { kind: 'something-else', what } };
}
