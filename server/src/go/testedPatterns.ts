// What `go test` is to test. Its flags are not ended by `--`, which it takes for the test's own first argument, and all behind it with it; so what
// could be mistaken for a flag gets a folder in front.

/** `patterns` as a compile has them: `.`, `./p`, or names of files. */
export function testedPatterns(patterns: readonly string[]): readonly string[] {
  return patterns.map(pattern => (/^[./]/.test(pattern) ? pattern : `./${pattern}`));
}
