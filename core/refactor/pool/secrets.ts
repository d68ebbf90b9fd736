// Whether the memory of a file may hold keys: it has to do with cryptography, as its imports tell. What goes back to a pool is cleared then, since
// who gets it next could read it.
import { importsOf } from '#core/syntax/imports';
import type { LocatedFile } from '#core/syntax/locate';

export const mayBeSecret = (file: LocatedFile): boolean =>
  importsOf(file).some(({ path }) => /^(?:golang\.org\/x\/)?crypto\//.test(path));
