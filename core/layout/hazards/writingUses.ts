// Values that are written out field by field: `json.Marshal(v)`, `enc.Encode(v)`, `fmt.Printf("%+v", v)`, and what reflection looks at.
import { nodeBelow, type SyntaxNode } from '#core/syntax/syntaxNode';
import { isWorthAsking, textOf, type PackageCall, type Source } from './calls';
import { serialiserOf, writingMethods } from './serialisers';
import { anything, type Ask, type Use } from './use';

export function writingUses(source: Source, calls: readonly PackageCall[]): readonly Use[] {
  return [...calls.flatMap(call => ofCall(call, source.text)), ...ofMethods(source)];
}

function ofCall(call: PackageCall, text: string): readonly Use[] {
  if (call.path === 'reflect' && call.name === 'TypeFor') return ofTypeArgument(call, text);
  const does = call.arguments && serialiserOf(call.path, call.name);
  if (!does || !call.arguments) return [];
  const values = does.last ? call.arguments.slice(-1) : shownArguments(call.arguments, text);
  return values.filter(isWorthAsking).map(value => ({
    kind: does.kind,
    start: call.node.start,
    callee: call.callee,
    wrap: value,
    asks: [valueAsk(value)],
    names: null,
  }));
}

/** `reflect.TypeFor[T]()` */
function ofTypeArgument({ node, callee }: PackageCall, text: string): readonly Use[] {
  const names = /^[\p{L}\p{N}_.]*\[([^\]]+)\]/u.exec(text.slice(node.start, node.start + 300))?.[1];
  if (names === undefined) return [];
  return [{ kind: 'reflect', start: node.start, callee, wrap: node, asks: [], names }];
}

/** Two questions each: what `enc` is, and what `v` is. */
function ofMethods({ root, text, imports }: Source): readonly Use[] {
  const uses: Use[] = [];
  for (const { index } of text.matchAll(writingMethods)) {
    const selector = nodeBelow(root, index).parent;
    const call = selector?.parent;
    const operand = selector?.child('operand');
    if (selector?.type !== 'selector_expression' || call?.type !== 'call_expression' || !operand) continue;
    if (imports.has(textOf(operand, text))) continue;
    if (operand.end - operand.start > longestReceiver || text.slice(operand.start, operand.end).includes('{')) continue;
    const callee: Ask = { start: operand.start, end: operand.end, role: 'callee', field: null, result: anything };
    for (const value of shownArguments(call.child('arguments')?.parts ?? [], text).filter(isWorthAsking)) {
      uses.push({
        kind: 'document',
        start: call.start,
        callee: textOf(selector, text),
        wrap: value,
        asks: [valueAsk(value), callee],
        names: null,
      });
    }
  }
  return uses;
}

const longestReceiver = 200;

const valueAsk = ({ start, end }: SyntaxNode): Ask => ({ start, end, role: 'value', field: null, result: anything });

/** Without those that a format shows without their fields: `%T`, `%p`. Of `list...` the list. */
function shownArguments(all: readonly SyntaxNode[], text: string): readonly SyntaxNode[] {
  const written = all.map(node => (node.type === 'variadic_argument' ? (node.parts[0] ?? node) : node));
  const at = written.findIndex(({ type }) => /string_literal$/.test(type));
  if (at < 0) return written;
  const verbs = [...textOf(written[at]!, text).matchAll(/%[-+# 0]*[\d.]*([a-zA-Z%*[])/g)]
    .map(match => match[1]!)
    .filter(verb => verb !== '%');
  if (verbs.some(verb => verb === '*' || verb === '[')) return written;
  return written.filter((_, index) => index < at || !/^[Tp]$/.test(verbs[index - at - 1] ?? ''));
}
