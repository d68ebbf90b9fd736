// A slice or a map that a loop fills, one element for each of something whose length is known: made with that length at once.
//   r := []T{}                            r := make([]T, 0, len(src))
//   for _, v := range src {           ▸   for _, v := range src {
//       r = append(r, f(v))                   r = append(r, f(v))
//   }                                     }
// `var r []T` stays nil where src is empty: JSON and reflect.DeepEqual tell the difference.
import { below, statementOf } from '#core/pool/flow';
import type { LocatedFile } from '#core/syntax/locate';
import { textOf } from '#core/syntax/sizeAsk';
import { fileNode, type SyntaxNode } from '#core/syntax/syntaxNode';
import { occurrencesOf, variableOf } from '#core/syntax/variables';
import { placeOfExpression } from '#core/syntax/probePlace';
import { before } from './before';
import { typeQuestion, type Question } from '../pool/typeQuestions';
import type { Found, Rewrite } from './rewrite';

export const preallocate: Rewrite = {
  kind: 'refactor.rewrite.alloc.preallocate',
  find: file => (file.tree ? loopsOf(fileNode(file.tree)).flatMap(loop => found(loop, file)) : []),
};

function loopsOf(node: SyntaxNode): readonly SyntaxNode[] {
  const inner = node.parts.flatMap(loopsOf);
  const isRange = node.type === 'for_statement' && node.parts[0]?.type === 'range_clause';
  return isRange ? [node, ...inner] : inner;
}

interface Filled {
  readonly name: SyntaxNode;
  readonly declaration: SyntaxNode;
  /** `nil`: `var r []T`; else what stands for the value. */
  readonly value: SyntaxNode | 'nil';
  /** As written: `[]T`, `map[K]V`. */
  readonly type: string;
  readonly isMap: boolean;
}

function found(loop: SyntaxNode, { lines }: LocatedFile): readonly Found[] {
  const { text } = lines;
  const source = loop.parts[0]?.child('right');
  const body = loop.child('body');
  const statements = body?.parts.find(({ type }) => type === 'statement_list')?.parts ?? [];
  if (!source || !isPlain(source) || !body || !runsWhole(body)) return [];
  return statements.flatMap((statement): Found[] => {
    const filled = filledBy(statement, loop, text);
    if (!filled || !isKnownBefore(source, filled, loop, text)) return [];
    const { name, declaration, type, value } = filled;
    const src = textOf(source, text);
    const length = `len(${src})`;
    const made = filled.isMap ? `make(${type}, ${length})` : `make(${type}, 0, ${length})`;
    const where = before(loop, text);
    if (!where) return [];
    const word = textOf(name, text);
    return [
      {
        at: declaration,
        also: [loop.parts[0]!, statement],
        title: t => t('Preallocate {0} with the length of {1}', word, src),
        questions: [typeQuestion(source, text), firstElement(source, src)],
        // A channel has a length, too, and a string another one than it has runes.
        edit: ([whole, element]) => {
          const isCounted = whole?.type.startsWith('map[') || element?.type.startsWith('*');
          if (!isCounted) return null;
          if (value !== 'nil') return [{ start: value.start, end: value.end, text: made }];
          const guarded = [`if ${length} > 0 {`, `\t${word} = ${made}`, '}', ''].join(where.lineEnd);
          return [{ start: where.offset, end: where.offset, text: guarded }];
        },
        gain: { kind: 'unseen' },
      },
    ];
  });
}

/** Asked for the address of its first element: that of a slice or an array has one. */
function firstElement(source: SyntaxNode, src: string): Question | null {
  const place = placeOfExpression(source);
  return place && { expression: `&(${src})[0]`, place };
}

/** A name, or fields of one: worked out twice it is the same. */
const isPlain = (node: SyntaxNode): boolean =>
  node.type === 'identifier' ||
  (node.type === 'selector_expression' && node.child('operand') !== null && isPlain(node.child('operand')!));

/** Nothing leads out of an iteration, but out of the function. */
function runsWhole(body: SyntaxNode): boolean {
  const leaves = (node: SyntaxNode, inLoop: boolean, inSwitch: boolean): boolean => {
    switch (node.type) {
      case 'func_literal':
        return false;
      case 'goto_statement':
      case 'labeled_statement':
        return true;
      case 'continue_statement':
        return node.parts.length > 0 || !inLoop;
      case 'break_statement':
        return node.parts.length > 0 || !(inLoop || inSwitch);
      default: {
        const isLoop = inLoop || node.type === 'for_statement';
        const isSwitch = inSwitch || /^(?:expression_switch|type_switch|select)_statement$/.test(node.type);
        return node.parts.some(part => leaves(part, isLoop, isSwitch));
      }
    }
  };
  return !leaves(body, false, false);
}

/** `r = append(r, x)`, `m[k] = v`: of what is declared empty in the list that the loop stands in, and not looked at before its end. */
function filledBy(statement: SyntaxNode, loop: SyntaxNode, text: string): Filled | null {
  if (statement.type !== 'assignment_statement') return null;
  const [left, ...others] = statement.child('left')?.parts ?? [];
  const [right] = statement.child('right')?.parts ?? [];
  const operator = statement.child('operator');
  if (!left || !right || others.length > 0 || !operator || textOf(operator, text) !== '=') return null;
  const isMap = left.type === 'index_expression';
  const target = isMap ? left.child('operand') : left;
  if (target?.type !== 'identifier') return null;
  const name = variableOf(target, text);
  const declared = name && declarationIn(loop, name, text);
  if (!declared || declared.isMap !== isMap) return null;
  const uses = occurrencesOf(name, declared.list, text).filter(({ node }) => node.start < loop.end);
  const own = uses.every(({ node }) => node.start >= statement.start && node.end <= statement.end);
  if (!own) return null;
  if (isMap) return uses.length === 1 ? { name, ...declared } : null;
  return uses.length === 2 && isAppend(right, target, text) ? { name, ...declared } : null;
}

/** `append(r, x)`, with one element. */
function isAppend(call: SyntaxNode, target: SyntaxNode, text: string): boolean {
  const given = call.child('arguments');
  const [first, second, ...more] = given?.parts ?? [];
  if (call.type !== 'call_expression' || textOf(call.child('function'), text) !== 'append') return false;
  if (!first || !second || more.length > 0 || second.type === 'variadic_argument') return false;
  return textOf(first, text) === textOf(target, text) && !textOf(given, text).includes('...');
}

/** Its declaration, in the list that the loop stands in, as an empty slice or map. */
function declarationIn(
  loop: SyntaxNode,
  name: SyntaxNode,
  text: string,
): (Omit<Filled, 'name'> & { readonly list: SyntaxNode }) | null {
  const here = statementOf(name);
  const around = statementOf(loop);
  if (!here || here.list.start !== around?.list.start) return null;
  const { statement: declaration, list } = here;
  const only = (nodes: readonly SyntaxNode[] | undefined): SyntaxNode | null =>
    nodes?.length === 1 ? nodes[0]! : null;
  if (declaration.type === 'short_var_declaration') {
    const value = only(declaration.child('right')?.parts);
    const empty = value && only(declaration.child('left')?.parts) ? emptyValue(value, text) : null;
    return value && empty && { declaration, list, value, ...empty };
  }
  const spec = declaration.type === 'var_declaration' ? only(declaration.parts) : null;
  const type = spec?.type === 'var_spec' ? spec.child('type') : null;
  if (
    type?.type !== 'slice_type' ||
    spec!.child('value') ||
    spec!.parts.filter(({ field }) => field === 'name').length > 1
  )
    return null;
  return { declaration, list, value: 'nil', type: textOf(type, text), isMap: false };
}

/** `[]T{}`, `make([]T, 0)`, `map[K]V{}`, `make(map[K]V)`. */
function emptyValue(value: SyntaxNode, text: string): Pick<Filled, 'type' | 'isMap'> | null {
  const typed = (type: SyntaxNode | null | undefined): Pick<Filled, 'type' | 'isMap'> | null => {
    if (type?.type !== 'slice_type' && type?.type !== 'map_type') return null;
    return { type: textOf(type, text), isMap: type.type === 'map_type' };
  };
  if (value.type === 'composite_literal') {
    return value.child('body')?.children.length === 2 ? typed(value.child('type')) : null;
  }
  if (value.type !== 'call_expression' || textOf(value.child('function'), text) !== 'make') return null;
  const [type, length, ...more] = value.child('arguments')?.parts ?? [];
  const found = typed(type);
  if (!found || more.length > 0) return null;
  return length === undefined
    ? found.isMap
      ? found
      : null
    : !found.isMap && textOf(length, text) === '0'
      ? found
      : null;
}

/** Whether `len(source)` says at the place of the edit what it says at the loop. */
function isKnownBefore(source: SyntaxNode, { declaration, value }: Filled, loop: SyntaxNode, text: string): boolean {
  if (value === 'nil') return true;
  const list = declaration.parent?.parts ?? [];
  const between = list.filter(({ start, end }) => start >= declaration.end && end <= loop.start);
  if (between.length === 0) return true;
  // Nothing between may change it, or declare it.
  const name = source.type === 'identifier' ? variableOf(source, text) : null;
  if (!name || name.start > declaration.start) return false;
  return between.every(
    part => occurrencesOf(name, part, text).length === 0 && below(part, 'call_expression').length === 0,
  );
}
