// What a heap verdict asks of the allocator, as far as its text tells: `moved to heap: x` an object, `make([]T, n) escapes to heap` the array of a
// slice, a plain value a box. A verdict that is confirmed by the machine code is one whose line has a call of such a kind.
import type { Allocator } from '#core/compiler/allocators';
import { splitBinary, splitCall, splitSelector } from './expressions';
import { isConstant } from './valueKinds';

/** The kinds of call that `subject escapes to heap` (or does not) may stand for. Never empty. */
export function demandOf(subject: string): readonly Allocator[] {
  if (/^(?:func literal|\.\.\. argument)$/.test(subject) || subject.startsWith('&')) return ['object'];
  if (subject === 'append' || subject.startsWith('append(')) return ['append'];
  if (isConstant(subject)) return ['box'];
  if (/^map\[.*\{(?:\.\.\.)?\}$/s.test(subject)) return ['map', 'map-entry', 'object', 'box'];
  if (/^\[\].*\{(?:\.\.\.)?\}$/s.test(subject)) return ['object', 'box'];
  const { operators } = splitBinary(subject);
  if (operators.length > 0) return operators.every(operator => operator === '+') ? ['string', 'box'] : ['box'];
  const call = splitCall(subject);
  if (call !== null) return ofCall(call.callee, call.args);
  // A struct put in an interface, or a slice or map whose type has a name.
  if (subject.endsWith('}')) return ['box', 'map', 'map-entry', 'object'];
  if (/[)\]]$/.test(subject)) return ['box'];
  // `p.sum` may be a method value, which is a closure; a name alone is put in an interface.
  return splitSelector(subject) === null ? ['box'] : ['box', 'object'];
}

function ofCall(callee: string, args: string): readonly Allocator[] {
  if (callee === 'new') return ['object'];
  if (callee === 'make') {
    // `append(x, make([]T, n)...)` makes no slice of its own.
    if (args.startsWith('[]')) return ['slice', 'append', 'object'];
    if (args.startsWith('map[')) return ['map', 'map-entry', 'object'];
    return args.startsWith('chan ') ? ['channel'] : ['slice', 'append', 'map', 'map-entry', 'object'];
  }
  // A conversion to a named string or slice type looks like any call; `[]byte("const")` is copied into an object.
  return isConstant(args) ? ['string', 'box', 'object'] : ['string', 'box'];
}
