// Which release of Go speaks, as far as its words differ.

/** `go1.26.8` → 26. A development version has no number, and is newer than all. */
export function minorOf(goVersion: string): number {
  const [, minor] = /^go1\.(\d+)/.exec(goVersion) ?? [];
  return minor === undefined ? Infinity : Number(minor);
}
