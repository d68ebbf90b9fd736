// The two ways in which a slice is reused. One that is only appended to, always into the same variable, may take all the memory that the pool
// has, and gives back what it has grown to. Of any other only as much may be seen as `make` would give, since two appends to
// it must not share memory, and what is given back is what the pool had.
import { textOf } from '#core/syntax/sizeAsk';
import type { SyntaxNode } from '#core/syntax/syntaxNode';
import type { Borrow } from './borrowing';
import { isAppender, isOwnSlice } from './forbidden';
import { assignmentOf } from './uses';

export type SliceWay = 'grown' | 'fixed';

export function sliceWay(uses: readonly SyntaxNode[], borrows: readonly Borrow[], text: string): SliceWay {
  let appends = false;
  for (const use of uses) {
    const assignment = assignmentOf(use);
    if (assignment) {
      if (!isOwnSlice(assignment, text)) return 'fixed';
      appends ||= assignment.child('right')?.parts[0]?.type === 'call_expression';
    } else if (!isPlainUse(use, borrows, text)) return 'fixed';
  }
  return appends ? 'grown' : 'fixed';
}

/** Sees no more of it than its length, and makes no other slice of its memory. */
function isPlainUse(use: SyntaxNode, borrows: readonly Borrow[], text: string): boolean {
  const { parent, field } = use;
  switch (parent?.type) {
    case 'index_expression':
      return field === 'operand';
    case 'range_clause':
      return field === 'right';
    case 'variadic_argument':
      return calleeOf(parent, text) === 'append';
    case 'argument_list': {
      if (borrows.some(({ argument }) => argument === use)) return true;
      const callee = calleeOf(use, text);
      if (/^(?:len|copy|string)$/.test(callee)) return true;
      const call = parent.parent!;
      return parent.parts[0] === use && isAppender(call, text) && isAssigned(call, text);
    }
    case 'slice_expression':
      // `x = x[:0]`: what is shown of more would be what others have left there.
      return isAssigned(parent, text) && /^\[\s*:\s*0\s*\]$/.test(text.slice(use.end, parent.end));
    default:
      return false;
  }
}

function calleeOf(argument: SyntaxNode, text: string): string {
  const call = argument.parent?.parent;
  return call?.type === 'call_expression' ? textOf(call.child('function'), text) : '';
}

/** The right side of `x = …` that gives x its own memory back. */
function isAssigned(value: SyntaxNode, text: string): boolean {
  const assignment = value.parent?.field === 'right' ? value.parent.parent : null;
  return assignment !== null && isOwnSlice(assignment, text);
}
