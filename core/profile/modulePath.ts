// The path that a go.mod's text gives its module; null where it has no such line. Comments may stand before it.
export function modulePath(text: string): string | null {
  const line = /^[ \t]*module[ \t]+(?:"([^"\n]+)"|`([^`\n]+)`|([^\s"`/][^\s"`]*))/m.exec(text.slice(0, 100_000));
  return line?.[1] ?? line?.[2] ?? line?.[3] ?? null;
}
