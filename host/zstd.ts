// zstd, by fzstd. The library believes what a frame says about its size, so frames are walked before: their blocks tell how much can come out.
// Format: RFC 8878.
import { decompress, Decompress } from 'fzstd';
import type { ProfileProblem } from '#core/profile/problem';
import type { Unpacked } from './unpack';

interface Frame {
  readonly start: number;
  readonly end: number;
  /** What it says to hold; null where it does not say. */
  readonly contentSize: number | null;
  readonly windowSize: number;
  readonly blocks: number;
  /** Its blocks cannot hold more. */
  readonly most: number;
}

const largestBlock = 128 * 1024;
/** Without a content size the library moves its whole window for every block. So many bytes moved, in all frames, take a few seconds. */
const mostMoves = 2 ** 35;

const refused = (problem: ProfileProblem): Unpacked => ({ kind: 'problem', problem });
const damaged = refused({ kind: 'not-unpacked', format: 'zstd' });

export function unpackZstd(packed: Uint8Array, limit: number): Unpacked {
  const frames = framesOf(packed, limit);
  if ('kind' in frames) return frames;
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    for (const { start, end, contentSize } of frames) {
      const bytes = packed.subarray(start, end);
      const found = contentSize === null ? streamed(bytes, limit - size) : [decompress(bytes)];
      if (found === 'too-large') return refused({ kind: 'too-large', limit });
      for (const piece of found) {
        size += piece.length;
        pieces.push(piece);
      }
    }
  } catch {
    return damaged;
  }
  const [only] = pieces;
  return { kind: 'bytes', bytes: only && pieces.length === 1 ? only : Buffer.concat(pieces) };
}

/** All frames are judged together before one of them is unpacked. */
function framesOf(packed: Uint8Array, limit: number): readonly Frame[] | Unpacked {
  const frames: Frame[] = [];
  let size = 0;
  let moves = 0;
  for (let at = 0; at < packed.length;) {
    const skipped = skippableFrame(packed, at);
    if (skipped > 0) {
      at += skipped;
      continue;
    }
    const frame = frameAt(packed, at);
    if (!frame) return damaged;
    const { contentSize, windowSize, blocks, most, end } = frame;
    size += contentSize ?? 0;
    if (size > limit || windowSize > limit) return refused({ kind: 'too-large', limit });
    if (contentSize !== null && contentSize > most) return damaged;
    if (contentSize === null) moves += blocks * windowSize;
    if (moves > mostMoves) return refused({ kind: 'too-slow' });
    frames.push(frame);
    at = end;
  }
  return frames;
}

function streamed(bytes: Uint8Array, room: number): readonly Uint8Array[] | 'too-large' {
  const pieces: Uint8Array[] = [];
  let size = 0;
  const stream = new Decompress(piece => {
    size += piece.length;
    if (size > room) throw new RangeError('too large');
    // The library goes on writing into what it handed out.
    if (piece.length > 0) pieces.push(piece.slice());
  });
  try {
    stream.push(bytes, true);
  } catch (error) {
    if (size > room) return 'too-large';
    throw error;
  }
  return pieces;
}

/** The size of a frame that holds other things, for whom knows them; 0 where it is none. */
function skippableFrame(bytes: Uint8Array, start: number): number {
  if (start + 8 > bytes.length) return 0;
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, 8);
  return view.getUint32(0, true) >>> 4 === 0x184d2a5 ? 8 + view.getUint32(4, true) : 0;
}

/** Null where there is no whole frame. */
function frameAt(bytes: Uint8Array, start: number): Frame | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (start + 6 > bytes.length || view.getUint32(start, true) !== 0xfd2fb528) return null;
  const descriptor = bytes[start + 4]!;
  const isSingleSegment = (descriptor & 0x20) !== 0;
  let at = start + 5;
  const windowByte = isSingleSegment ? 0 : bytes[at++]!;
  at += [0, 1, 2, 4][descriptor & 3]!;
  const sizeBytes = [isSingleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6]!;
  if (at + sizeBytes > bytes.length) return null;
  const contentSize = readSize(view, at, sizeBytes);
  at += sizeBytes;
  const base = 2 ** (10 + (windowByte >> 3));
  const windowSize = isSingleSegment ? (contentSize ?? 0) : base + (base / 8) * (windowByte & 7);

  let most = 0;
  let blocks = 0;
  for (let isLast = false; !isLast; blocks++) {
    if (at + 3 > bytes.length) return null;
    const header = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16);
    isLast = (header & 1) === 1;
    const type = (header >> 1) & 3;
    const size = header >> 3;
    if (type === 3) return null;
    // Raw, one byte many times, compressed.
    at += 3 + (type === 1 ? 1 : size);
    most += type === 2 ? largestBlock : size;
    if (at > bytes.length) return null;
  }
  const hasChecksum = (descriptor & 4) !== 0;
  if (hasChecksum) at += 4;
  return at > bytes.length ? null : { start, end: at, contentSize, windowSize, blocks, most };
}

function readSize(view: DataView, at: number, size: number): number | null {
  switch (size) {
    case 0:
      return null;
    case 1:
      return view.getUint8(at);
    case 2:
      return view.getUint16(at, true) + 256;
    case 4:
      return view.getUint32(at, true);
    default:
      return Number(view.getBigUint64(at, true));
  }
}
