// Fields whose address counts: plain 64-bit integers that sync/atomic works on have to be aligned on 32-bit architectures, and a
// finalizer is set through an allocation's first byte.
import { nodeBelow, type SyntaxNode } from '#core/syntax/syntaxNode';
import { addressSteps, asksOfSteps, textOf, type PackageCall, type Source } from './calls';
import type { Ask, Use } from './use';

export function atomicUses(source: Source, calls: readonly PackageCall[]): readonly Use[] {
  const uses = calls.flatMap(call => {
    const [address] = call.arguments ?? [];
    if (!address) return [];
    if (call.path === 'runtime' && call.name === 'SetFinalizer') {
      return of(source, address, { kind: 'finalizer', call: call.node, callee: call.callee, result: 'interface{}' });
    }
    const integer = call.path === 'sync/atomic' ? wideInteger(call.name) : null;
    if (integer === null) return [];
    return of(source, address, { kind: 'atomic', call: call.node, callee: call.callee, result: `*${integer}` });
  });
  return calls.some(isIndirect(source.text)) ? [...uses, ...passedAddresses(source)] : uses;
}

/** `AddInt64` → int64; null for functions of other widths. */
function wideInteger(name: string): 'int64' | 'uint64' | null {
  const type = /^(?:Add|And|Or|Load|Store|Swap|CompareAndSwap)(Int64|Uint64)$/.exec(name)?.[1];
  return type === 'Int64' ? 'int64' : type === 'Uint64' ? 'uint64' : null;
}

/** A pointer that comes from elsewhere, or the function as a value: then any address of a field may be meant. */
const isIndirect =
  (text: string) =>
  ({ path, name, arguments: list }: PackageCall): boolean =>
    path === 'sync/atomic' && wideInteger(name) !== null && (!list?.[0] || addressSteps(list[0], text).length === 0);

interface Wanted {
  readonly kind: 'atomic' | 'finalizer';
  readonly call: SyntaxNode;
  readonly callee: string;
  readonly result: string;
  /** Asked first. */
  readonly before?: Ask;
}

function of({ text }: Source, address: SyntaxNode, { kind, call, callee, result, before }: Wanted): readonly Use[] {
  const asks = asksOfSteps(addressSteps(address, text), text, result);
  if (asks.length === 0) return [];
  return [{ kind, start: call.start, callee, wrap: address, asks: before ? [before, ...asks] : asks, names: null }];
}

/** `p := &x.f`, `add(&x.f, 1)`, `return &x.f`: the address goes somewhere in this package. Only of 64-bit integers it counts. */
function passedAddresses(source: Source): readonly Use[] {
  const { root, text, imports } = source;
  const uses: Use[] = [];
  for (const { index } of text.matchAll(/&[\p{L}_][\p{L}\p{N}_]*\./gu)) {
    const address = nodeBelow(root, index).parent;
    if (address?.type !== 'unary_expression' || address.start !== index) continue;
    const called = address.parent?.type === 'argument_list' ? address.parent.parent?.child('function') : null;
    const owner = called?.type === 'selector_expression' ? called.child('operand') : null;
    if (owner && imports.has(textOf(owner, text))) continue;
    const before: Ask = { start: address.start, end: address.end, role: 'wide', field: null, result: '' };
    const wanted: Wanted = { kind: 'atomic', call: address, callee: textOf(address, text), result: '', before };
    uses.push(...of(source, address, wanted));
  }
  return uses;
}
