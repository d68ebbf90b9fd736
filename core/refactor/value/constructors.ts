// Functions that return a pointer to what they have just made, and nothing else:
//   func newT(n int) *T {              func newT(n int) T {
//       t := &T{n: n}                      t := T{n: n}
//       t.fill()                   ▸       t.fill()
//       return t                           return t
// A function of the package alone, whose callers can all be looked at (callers.ts); a method may be what an interface asks for.
import { below } from '#core/pool/flow';
import type { LocatedFile } from '#core/syntax/locate';
import { textOf } from '#core/syntax/sizeAsk';
import { fileNode, type SyntaxNode } from '#core/syntax/syntaxNode';
import { variableOf } from '#core/syntax/variables';
import type { Replacement } from '../offer';
import { edits, joined, obstacle, pointerUses, type Changed } from './pointerUses';

export interface Constructor {
  readonly declaration: SyntaxNode;
  readonly name: SyntaxNode;
  /** `*T` */
  readonly result: SyntaxNode;
  /** `T` */
  readonly type: SyntaxNode;
  /** What is allocated: `&T{…}`, `new(T)`. */
  readonly made: readonly SyntaxNode[];
  /** The names of variables that hold it until they are returned. */
  readonly held: readonly SyntaxNode[];
}

export function constructorsOf({ tree, lines }: LocatedFile): readonly Constructor[] {
  if (!tree) return [];
  return fileNode(tree).parts.flatMap(part => constructorOf(part, lines.text) ?? []);
}

function constructorOf(declaration: SyntaxNode, text: string): Constructor | null {
  if (declaration.type !== 'function_declaration' || declaration.child('type_parameters')) return null;
  const [name, result, body] = [declaration.child('name'), declaration.child('result'), declaration.child('body')];
  const type = result?.type === 'pointer_type' ? result.parts[0] : undefined;
  if (!name || !result || !body || !type || !/^(?:type_identifier|qualified_type)$/.test(type.type)) return null;
  // An exported one may be called from anywhere.
  if (!/^[\p{Ll}_]/u.test(textOf(name, text)) || /^(?:init|main|_)$/.test(textOf(name, text))) return null;
  const returned = below(body, 'return_statement').map(statement => {
    const values = statement.parts[0]?.type === 'expression_list' ? statement.parts[0].parts : [];
    return values.length === 1 ? returnedBy(values[0]!, textOf(type, text), declaration, text) : null;
  });
  if (returned.length === 0 || returned.some(one => one === null)) return null;
  const all = returned.filter(one => one !== null);
  const byStart = (nodes: readonly SyntaxNode[]): readonly SyntaxNode[] => [
    ...new Map(nodes.map(node => [node.start, node])).values(),
  ];
  return {
    declaration,
    name,
    result,
    type,
    made: byStart(all.map(({ made }) => made)),
    held: byStart(all.flatMap(({ held }) => held ?? [])),
  };
}

interface Returned {
  readonly made: SyntaxNode;
  readonly held: SyntaxNode | null;
}

function returnedBy(value: SyntaxNode, type: string, declaration: SyntaxNode, text: string): Returned | null {
  if (isMade(value, type, text)) return { made: value, held: null };
  const held = value.type === 'identifier' ? variableOf(value, text) : null;
  const list = held?.parent;
  const statement = list?.parent;
  if (!held || statement?.type !== 'short_var_declaration' || statement.parent?.type !== 'statement_list') return null;
  const made = statement.child('right')?.parts ?? [];
  const isOwn = declaration.start <= held.start && held.end <= declaration.end && list!.parts.length === 1;
  return isOwn && made.length === 1 && isMade(made[0]!, type, text) ? { made: made[0]!, held } : null;
}

/** `&T{…}`, `new(T)` */
function isMade(value: SyntaxNode, type: string, text: string): boolean {
  if (value.type === 'unary_expression') {
    const literal = value.child('operand');
    const isLiteral = literal?.type === 'composite_literal' && text.charAt(value.start) === '&';
    return isLiteral && textOf(literal.child('type'), text) === type;
  }
  return value.type === 'call_expression' && textOf(value, text) === `new(${type})`;
}

/** What the function itself becomes. */
export function constructorEdits({ declaration, result, type, made, held }: Constructor, file: LocatedFile): Changed {
  const { text } = file.lines;
  const own: Replacement[] = [{ start: result.start, end: type.start, text: '' }];
  for (const value of made) {
    const literal = value.type === 'unary_expression' ? value.child('operand')! : null;
    own.push(
      literal
        ? { start: value.start, end: literal.start, text: '' }
        : { start: value.start, end: value.end, text: `${textOf(type, text)}{}` },
    );
  }
  const [deferred] = held.length > 0 ? below(declaration.child('body'), 'defer_statement') : [];
  // The pointer would show what is changed then.
  if (deferred) return obstacle('deferred', deferred, file);
  const uses = held.map(name =>
    pointerUses(name, declaration, file, ({ node, kind, isInLiteral }) => {
      if (isInLiteral) return obstacle('deferred', node, file);
      const isReturned = node.parent?.type === 'expression_list' && node.parent.parent?.type === 'return_statement';
      return kind === 'read' && isReturned ? edits([]) : null;
    }),
  );
  return joined([edits(own), ...uses]);
}
