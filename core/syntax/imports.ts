// What a Go file imports, by syntax.
import type { LocatedFile } from './locate';
import { fileNode } from './syntaxNode';

export interface Import {
  /** As the file names it; null where it does not, so that the package's own name is meant. `.` and `_` are kept. */
  readonly name: string | null;
  readonly path: string;
}

export function importsOf({ tree, lines }: LocatedFile): Import[] {
  if (!tree) return [];
  const { text } = lines;
  const specs = fileNode(tree)
    .parts.filter(({ type }) => type === 'import_declaration')
    .flatMap(({ parts }) => parts.flatMap(part => (part.type === 'import_spec_list' ? part.parts : [part])));
  return specs.flatMap(spec => {
    const path = spec.child('path');
    const name = spec.child('name');
    if (!path) return [];
    return [{ name: name && text.slice(name.start, name.end), path: text.slice(path.start + 1, path.end - 1) }];
  });
}
