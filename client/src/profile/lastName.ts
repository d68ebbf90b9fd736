/** The last part of a path with forward slashes: a file's own name. */
export function lastName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
