// The name of a compilation, as the go command and the compiler's `# …` headers have it.

/** `ex.com/m/p [ex.com/m/p.test]` → `ex.com/m/p`. A path that Go refuses may hold a space of its own. */
export function importPathOf(variant: string): string {
  const bracket = variant.indexOf(' [');
  return bracket < 0 ? variant : variant.slice(0, bracket);
}
