// What the allocator really hands out for a request: small requests are rounded up to a size class, large ones to whole pages.
// Source: runtime/sizeclasses.go (internal/runtime/gc/sizeclasses.go from Go 1.26), `class_to_size`; the same from 1.21 to 1.27.
// From Go 1.22 on a small object with pointers that is larger than a word's bitmap covers carries a header (runtime/mbitmap.go).

const classes: readonly number[] = [
  8, 16, 24, 32, 48, 64, 80, 96, 112, 128, 144, 160, 176, 192, 208, 224, 240, 256, 288, 320, 352, 384, 416, 448, 480,
  512, 576, 640, 704, 768, 896, 1024, 1152, 1280, 1408, 1536, 1792, 2048, 2304, 2688, 3072, 3200, 3456, 4096, 4864,
  5376, 6144, 6528, 6784, 6912, 8192, 9472, 9728, 10240, 10880, 12288, 13568, 14336, 16384, 18432, 19072, 20480, 21760,
  24576, 27264, 28672, 32768,
];
const pageSize = 8192;
const headerSize = 8;
const largestSmall = 32768;

/** What is known of an allocation beside its size; what is left out (or null) is unknown. */
export interface Allocated {
  /** Whether the object holds pointers. */
  readonly hasPointers?: boolean | null;
  /** Bytes of a pointer on the architecture. */
  readonly word?: 4 | 8 | null;
  /** `go1.26.8` */
  readonly goVersion?: string | null;
}

/** The bytes that `bytes` of memory take: a size class, or whole pages; 0 takes nothing. Null where the answer hangs on an unknown. */
export function sizeClassOf(bytes: number, { hasPointers, word, goVersion }: Allocated = {}): number | null {
  if (bytes <= 0) return 0;
  if (bytes > largestSmall - headerSize) return Math.ceil(bytes / pageSize) * pageSize;
  const plain = classOf(bytes);
  if (hasPointers === false || bytes <= headerless(word ?? 4) || hasHeaders(goVersion) === false) return plain;
  const withHeader = classOf(bytes + headerSize);
  const isCertain = hasPointers === true && hasHeaders(goVersion) === true && bytes > headerless(word ?? 8);
  return isCertain || plain === withHeader ? withHeader : null;
}

const classOf = (bytes: number): number | null => classes.find(size => size >= bytes) ?? null;

/** The largest object with pointers that needs no header: one bit a word, as many as a word has. */
const headerless = (word: 4 | 8): number => word * word * 8;

function hasHeaders(goVersion: string | null | undefined): boolean | null {
  const minor = /^go1\.(\d+)/.exec(goVersion ?? '')?.[1];
  return minor === undefined ? null : Number(minor) >= 22;
}
