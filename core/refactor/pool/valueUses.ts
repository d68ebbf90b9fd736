// `var x T` becomes a pointer to a T: what its uses become. `x.f`, `x.M()`, `x[i]`, `x[i:j]`, `len(x)` stay, `&x` is `x`, all else `*x`.
import { textOf } from '#core/syntax/sizeAsk';
import type { SyntaxNode } from '#core/syntax/syntaxNode';
import type { Candidate } from './candidate';
import type { TextEdit } from './editText';
import { outOfBrackets } from './uses';

export function valueEdits({ type }: Candidate, uses: readonly SyntaxNode[], text: string): readonly TextEdit[] {
  return uses.flatMap(use => editOf(use, type?.type === 'array_type', text));
}

function editOf(use: SyntaxNode, isArray: boolean, text: string): readonly TextEdit[] {
  const own = textOf(use, text);
  const outer = outOfBrackets(use);
  const { parent, field } = outer;
  switch (parent?.type) {
    case 'unary_expression':
      // `&x`; `(&x).M()` keeps its brackets.
      if (text.charAt(parent.start) === '&') return [{ start: parent.start, end: parent.end, text: own }];
      break;
    case 'selector_expression':
    case 'index_expression':
    case 'slice_expression':
      if (field === 'operand') return [];
      break;
    case 'argument_list': {
      const callee = parent.parent?.type === 'call_expression' ? textOf(parent.parent.child('function'), text) : '';
      if (isArray && /^(?:len|cap)$/.test(callee)) return [];
      break;
    }
    case 'range_clause':
      // With one variable no element is copied; with two the loop goes over a copy of the array.
      if (isArray && field === 'right' && (parent.child('left')?.parts.length ?? 0) < 2) return [];
      break;
  }
  const isCalled = parent?.type === 'call_expression' && field === 'function';
  return [{ start: use.start, end: use.end, text: isCalled ? `(*${own})` : `*${own}` }];
}
