// What is to be known of an architecture beside what the compiler says of types.

/** Bytes of a pointer. */
export function wordOf(goarch: string): 4 | 8 {
  return /^(?:386|arm|mips|mipsle)$/.test(goarch) ? 4 : 8;
}

/** internal/cpu.CacheLinePadSize. */
export function cacheLineOf(goarch: string): number {
  if (/^(?:arm64|ppc64|ppc64le)$/.test(goarch)) return 128;
  if (/^(?:arm|mips|mipsle|mips64|mips64le)$/.test(goarch)) return 32;
  return goarch === 's390x' ? 256 : 64;
}

/** What a struct is judged for where nobody says otherwise, beside the build's own: one of each size of a word, and the other common one. */
const judgedByDefault: readonly string[] = ['386', 'arm64'];

/** The build's own first, then those of the user's words, each once. */
export function judgedArchitectures(own: string, configured: readonly string[]): readonly string[] {
  return [...new Set([own, ...(configured.length > 0 ? configured : judgedByDefault)])];
}
