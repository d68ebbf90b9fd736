// Memory that is looked at past the type system: conversions to and from unsafe.Pointer, and questions about sizes and places.
import { nodeBelow, type SyntaxNode } from '#core/syntax/syntaxNode';
import { addressSteps, asksOfSteps, isWorthAsking, stepsOf, textOf, type PackageCall, type Source } from './calls';
import type { Ask, Use } from './use';

export function unsafeUses(source: Source, calls: readonly PackageCall[]): readonly Use[] {
  const own = calls.filter(({ path }) => path === 'unsafe');
  const unsafeName = [...source.imports].find(([, path]) => path === 'unsafe')?.[0] ?? null;
  return [...own.flatMap(call => ofCall(call, source)), ...conversions(source, unsafeName)];
}

function ofCall({ name, node, callee, arguments: list }: PackageCall, source: Source): readonly Use[] {
  const [argument] = list ?? [];
  if (!argument || !isWorthAsking(argument)) return [];
  switch (name) {
    case 'Pointer':
      return [pointerOf(node, argument, callee, source)];
    case 'Offsetof': {
      const [inner] = stepsOf(argument, source.text);
      if (inner?.kind !== 'field') return [];
      const ask: Ask = { ...spanOf(inner.owner), role: 'owner', field: inner.field, result: '' };
      return [{ kind: 'offset', start: node.start, callee, wrap: inner.owner, asks: [ask], names: null }];
    }
    case 'Sizeof':
    case 'Alignof': {
      const kind = isInConstant(node) ? 'constantSize' : 'size';
      const ask: Ask = { ...spanOf(argument), role: 'value', field: null, result: '' };
      return [{ kind, start: node.start, callee, wrap: argument, asks: [ask], names: null }];
    }
    default:
      return [];
  }
}

/** `unsafe.Pointer(X)`: what X points to, and of the address of a field also what the field is in. */
function pointerOf(node: SyntaxNode, argument: SyntaxNode, callee: string, { text, imports }: Source): Use {
  const value: Ask = { ...spanOf(argument), role: 'value', field: null, result: callee };
  const to = receiverOfMemory(node, text, imports);
  return {
    kind: to ? 'cgo' : 'cast',
    start: node.start,
    callee: to ?? callee,
    wrap: argument,
    asks: [value, ...asksOfSteps(addressSteps(argument, text), text, callee)],
    names: null,
  };
}

/** The function of C, or the system call, that the pointer goes to; null where it stays in Go. */
function receiverOfMemory(node: SyntaxNode, text: string, imports: ReadonlyMap<string, string>): string | null {
  for (let at = node.parent; at && at.type !== 'block' && at.type !== 'source_file'; at = at.parent) {
    const called = at.type === 'call_expression' ? at.child('function') : null;
    const operand = called?.type === 'selector_expression' ? called.child('operand') : null;
    if (!called || !operand) continue;
    const owner = textOf(operand, text);
    if (owner === 'C' || /^(?:syscall|golang\.org\/x\/sys\/(?:unix|windows))$/.test(imports.get(owner) ?? '')) {
      return textOf(called, text);
    }
  }
  return null;
}

/** `(*T)(p)`, where p turns out to be an unsafe.Pointer. */
function conversions({ root, text }: Source, unsafeName: string | null): readonly Use[] {
  const uses: Use[] = [];
  for (const { index } of text.matchAll(/\(\s*\*[^()]{1,200}\)\s*\(/g)) {
    const call = conversionAt(nodeBelow(root, index));
    const [type, argument] = [call?.child('function'), call?.child('arguments')?.parts[0]];
    if (!call || !type || !argument || !isWorthAsking(argument)) continue;
    const written = textOf(argument, text);
    const isSaid = unsafeName !== null && written.startsWith(`${unsafeName}.Pointer(`);
    // Without the word nobody can tell the type of what the question hands on.
    if (!isSaid && unsafeName === null) continue;
    const ask: Ask = { ...spanOf(argument), role: 'pointer', field: null, result: `${unsafeName}.Pointer` };
    uses.push({
      kind: 'cast',
      start: call.start,
      callee: textOf(type, text),
      wrap: argument,
      asks: isSaid ? [] : [ask],
      names: textOf(type, text),
    });
  }
  return uses;
}

/** The conversion whose type begins with the bracket. */
function conversionAt(bracket: SyntaxNode): SyntaxNode | null {
  const holder = bracket.parent;
  if (!holder || !/^parenthesized_(?:type|expression)$/.test(holder.type)) return null;
  const call = holder.parent;
  if (call?.type === 'type_conversion_expression' || call?.type === 'call_expression') {
    return call.child('function') === holder || call.child('type') === holder ? call : null;
  }
  return null;
}

/** Its value shapes the program: a constant, an array's length, the index of a literal's element. */
function isInConstant(node: SyntaxNode): boolean {
  for (let at: SyntaxNode = node; at.parent; at = at.parent) {
    if (/^(?:block|statement_list|func_literal|source_file)$/.test(at.type)) return false;
    const { type } = at.parent;
    if (type === 'const_spec' || (type === 'array_type' && at.field === 'length')) return true;
    if (type === 'keyed_element' && at.parent.parts[0] === at) return true;
  }
  return false;
}

const spanOf = ({ start, end }: SyntaxNode): { readonly start: number; readonly end: number } => ({ start, end });
