// An import that an edit leaves without a use goes with it, and what it adds comes in: one change of the import declaration.
import type { LocatedFile } from '#core/syntax/locate';
import { textOf } from '#core/syntax/sizeAsk';
import { fileNode } from '#core/syntax/syntaxNode';
import type { Replacement } from '../offer';

/** `added`: where another one is put in (addImport). Null where the import stands in a way that is not certain to be taken out well. */
export function dropImport(
  { tree, lines }: LocatedFile,
  path: string,
  added: Replacement | null,
): readonly Replacement[] | null {
  const { text } = lines;
  const declarations = tree ? fileNode(tree).parts.filter(({ type }) => type === 'import_declaration') : [];
  for (const declaration of declarations) {
    const [inside] = declaration.parts;
    const specs = inside?.type === 'import_spec_list' ? inside.parts : inside ? [inside] : [];
    const spec = specs.find(one => textOf(one, text) === `"${path}"`);
    if (!spec) continue;
    if (inside === spec) {
      // The only one: what is added takes its place.
      const addedPath = /"([^"]+)"[^"]*$/.exec(added?.text.replace(`"${path}"`, '') ?? '')?.[1];
      if (addedPath !== undefined) return [{ start: spec.start, end: spec.end, text: `"${addedPath}"` }];
      const end = /^(?:[ \t]*\r?\n){1,2}/.exec(text.slice(declaration.end));
      return end && !added ? [{ start: declaration.start, end: declaration.end + end[0].length, text: '' }] : null;
    }
    if (specs.length === 1 && !added) return null;
    const start = text.lastIndexOf('\n', spec.start - 1) + 1;
    const end = text.indexOf('\n', spec.end) + 1;
    // A comment beside it, or another import on its line, is somebody's.
    if (text.slice(start, end).trim() !== `"${path}"`) return null;
    const removed = { start, end, text: '' };
    if (!added) return [removed];
    if (added.start === start) return [{ start, end, text: added.text }];
    return [removed, added].sort((a, b) => a.start - b.start);
  }
  return null;
}
