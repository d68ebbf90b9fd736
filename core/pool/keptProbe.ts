// Whether a value that came from a pool leaves its function is the compiler's to say. It is asked with a copy of the function, in a file that
// exists only for that compile, in which the value is a parameter and each Put of it is cut off:
//   b := p.Get().(*T)   ▸ b := probe        p.Put(b)   ▸ p.Put(cut(b))
// What it then says of the parameter (`does not escape`, `leaking param: …`) it says of the value.
import { closest, type SyntaxNode } from '#core/syntax/syntaxNode';
import type { MissingPut } from './rules/missingPut';
import type { FileUses } from './uses';

/** A copy that can be appended to its file. `@` stands for the number that makes its names unique. */
export interface KeptProbe {
  /** One declaration, without a line end behind it. */
  readonly text: string;
}

/** The declaration with its own names. */
export const numbered = (copy: string, number: number): string => copy.replaceAll('@', String(number));

/** Null where the function cannot be copied. */
export function keptProbe({ get, puts }: Pick<MissingPut, 'get' | 'puts'>, { scope }: FileUses): KeptProbe | null {
  const { text } = scope;
  const declaration = closest(get.call, 'function_declaration', 'method_declaration');
  const [name, parameters] = [declaration?.child('name'), declaration?.child('parameters')];
  const type = get.assertion?.type;
  if (!declaration || !name || !parameters || !type) return null;
  const source = text.slice(declaration.start, declaration.end);
  // A text that has the mark, or is told how to be compiled, is left alone.
  if (source.includes('@') || source.includes('escapement') || text.slice(type.start, type.end).includes('\n'))
    return null;
  const written = text.slice(type.start, type.end);
  const value = get.call.parent?.type === 'type_assertion_expression' ? get.call.parent : get.call;
  const hasOthers = parameters.parts.length > 0;
  const isNamed = parameters.parts.every(part => part.child('name') !== null);
  const edits: (readonly [start: number, end: number, text: string])[] = [
    [name.start, name.end, `${text.slice(name.start, name.end)}EscapementCopy@`],
    [parameters.start + 1, parameters.start + 1, `escapementProbe@ ${written}${hasOthers ? ', ' : ''}`],
    [value.start, value.end, 'escapementProbe@'],
    ...puts.map(({ argument }): [number, number, string] => [
      argument.start,
      argument.end,
      `escapementCut@(${text.slice(argument.start, argument.end)})`,
    ]),
  ];
  if (hasOthers && !isNamed) edits.push(...unnamed(parameters));
  let copy = '';
  let at = declaration.start;
  for (const [start, end, put] of edits.sort((a, b) => a[0] - b[0])) {
    copy += text.slice(at, start) + put;
    at = end;
  }
  copy += text.slice(at, declaration.end);
  // The file may be of an older Go: no type parameters, no `any`.
  return { text: `${copy}\nfunc escapementCut@(${written}) (none ${written}) { return }` };
}

/** Parameters without names get some: a list has names for all or for none. */
function unnamed(parameters: SyntaxNode): (readonly [number, number, string])[] {
  return parameters.parts.map(part => [part.start, part.start, '_ ']);
}
