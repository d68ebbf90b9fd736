// Which declarations of a package an error makes untrue. The type checker goes on after an error with something in the place of what it could not
// make out, and then says sizes that are wrong without a hint: `struct{ bool; undefined; bool }` is 24. So a type that has an error inside, or that
// names something with an error inside, has no size.
import type { LocatedFile } from './locate';
import type { Span, StructDeclaration } from './structs';
import { fileNode, type SyntaxNode } from './syntaxNode';
import { namesIn, readType } from './typeExpressions';

/** Where the compiler found something wrong. */
export interface ErrorPlace {
  readonly file: string;
  /** UTF-16. */
  readonly offset: number;
}

/** Of all files of the package. The answer says of a struct in one of them whether its numbers can be relied on. */
export function reachOfErrors(
  files: readonly DeclaredFile[],
  errors: readonly ErrorPlace[],
): (file: string, struct: Pick<StructDeclaration, 'name' | 'function' | 'declaration' | 'fields'>) => boolean {
  const declarations = files.flatMap(file => file.declarations);
  const touched = new Set<string>();
  /** Bodies of functions with an error: what is declared in them is in doubt, what is around is not. */
  const bodies: (Span & { readonly file: string })[] = [];
  let isEverywhere = false;
  for (const { file, offset } of errors) {
    const hit = declarations.find(one => one.file === file && one.start <= offset && offset <= one.end);
    if (!hit) isEverywhere = true;
    else if (hit.body && hit.body.start <= offset) bodies.push({ ...hit.body, file });
    else for (const name of hit.names) touched.add(name);
  }
  for (let before = -1; before !== touched.size;) {
    before = touched.size;
    for (const { names, words } of declarations) {
      if (names.every(name => touched.has(name)) || ![...words()].some(word => touched.has(word))) continue;
      for (const name of names) touched.add(name);
    }
  }
  return (file, { name, function: around, declaration, fields }) => {
    if (isEverywhere || (around === null && touched.has(name))) return false;
    const isInside = bodies.some(
      body => body.file === file && body.start <= declaration.start && declaration.end <= body.end,
    );
    return !isInside && !fields.some(({ expression }) => namesIn(expression).some(word => touched.has(word)));
  };
}

export interface Declaration extends Span {
  readonly file: string;
  readonly names: readonly string[];
  readonly body: Span | null;
  /** All that it may name, the bodies of functions left out. */
  readonly words: () => ReadonlySet<string>;
}

/** A file's top level, as plain data. */
export interface DeclaredFile {
  readonly path: string;
  readonly declarations: readonly Declaration[];
}

export function declaredFile(file: LocatedFile): DeclaredFile {
  return { path: file.path, declarations: declarationsOf(file) };
}

function declarationsOf({ tree, lines, path }: LocatedFile): readonly Declaration[] {
  if (!tree) return [];
  const { text } = lines;
  const declare = (node: SyntaxNode): Declaration => {
    const body = node.child('body');
    const names = node.children.filter(({ field }) => field === 'name');
    const { start } = node;
    const headEnd = body?.start ?? node.end;
    const type = /^type_(?:spec|alias)$/.test(node.type) ? node.child('type') : null;
    const expression = type && readType(type, text);
    let words: ReadonlySet<string> | null = null;
    return {
      file: path,
      start: node.start,
      end: node.end,
      names: names.map(({ start, end }) => text.slice(start, end)),
      body: body && { start: body.start, end: body.end },
      words: () => (words ??= expression ? new Set(namesIn(expression)) : wordsOf(text.slice(start, headEnd))),
    };
  };
  return fileNode(tree).parts.flatMap(node => {
    switch (node.type) {
      case 'function_declaration':
      case 'method_declaration':
        return [declare(node)];
      case 'type_declaration':
      case 'var_declaration':
      case 'const_declaration':
        return node.parts.flatMap(part => (part.type === 'var_spec_list' ? part.parts : [part])).map(declare);
      default:
        return [];
    }
  });
}

const wordsOf = (text: string): ReadonlySet<string> => new Set(text.match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? []);
