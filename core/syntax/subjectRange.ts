// What is underlined of a subject. A person wants to see which expression it is, not all of it: of what goes over several lines
// only the head counts.
//   func(a int) string {…      its signature         &T{ …    up to the {       f(a, …    up to the (
//   for, go, defer             the first word        x.f().  …  .g()    the part on the line that the compiler names
//   x = a + …                  up to the =
// A name, a chain of operators, an index, a string: the whole of it.
import type { LineIndex } from '#core/text/lineIndex';
import type { Range } from '#core/text/position';
import type { SyntaxNode } from './syntaxNode';

/** `line`: the compiler's, 0-based. */
export function subjectRange(node: SyntaxNode, line: number, lines: LineIndex): Range {
  const lineStart = lines.offsetAt({ line, character: 0 });
  const head = headOf(node, lineStart, lines.text);
  // A conversion stands where its operand is, perhaps below its own head: then all of it.
  const { start, end } = head.end <= lineStart ? node : head;
  return { start: lines.positionAt(start), end: lines.positionAt(end) };
}

interface Span {
  readonly start: number;
  readonly end: number;
}

function headOf(node: SyntaxNode, lineStart: number, text: string): Span {
  const { start, end } = node;
  switch (node.type) {
    case 'func_literal':
      return oneLine(start, node.child('body')?.start ?? end, text);
    case 'composite_literal':
    case 'literal_value': {
      const body = node.type === 'literal_value' ? node : node.child('body');
      return { start, end: body && isLong(node, text) ? body.start + 1 : end };
    }
    case 'unary_expression': {
      const operand = node.child('operand');
      return { start, end: operand ? headOf(operand, lineStart, text).end : end };
    }
    case 'call_expression':
      return isLong(node, text) ? callHead(node, lineStart, text) : { start, end };
    case 'for_statement':
      return node.children[0] ?? node;
    case 'assignment_statement':
    case 'short_var_declaration': {
      const operator = node.children.find(({ field, type }) => field === 'operator' || type === ':=');
      return { start, end: operator && isLong(node, text) ? operator.end : end };
    }
    default: {
      const isStatement = /_(?:statement|declaration)$/.test(node.type);
      const first = isStatement && isLong(node, text) ? node.children[0] : undefined;
      return first ? oneLine(first.start, first.end, text) : { start, end };
    }
  }
}

const isLong = ({ start, end }: SyntaxNode, text: string): boolean => {
  const newline = text.indexOf('\n', start);
  return newline >= 0 && newline < end;
};

function callHead(call: SyntaxNode, lineStart: number, text: string): Span {
  const given = call.child('arguments');
  if (!given) return call;
  // The end of a chain over several lines, or of a literal that is called where it ends: `}(x)`.
  const isBelow = call.start < lineStart && lineStart <= given.start;
  return {
    start: isBelow ? lineStart + /^[ \t]*/.exec(text.slice(lineStart, given.start))![0].length : call.start,
    end: isLong(given, text) ? given.start + 1 : given.end,
  };
}

/** Up to the end of the first line, without the space before it. */
function oneLine(start: number, end: number, text: string): Span {
  const newline = text.indexOf('\n', start);
  let at = newline >= 0 && newline < end ? newline : end;
  while (at > start && /\s/.test(text.charAt(at - 1))) at--;
  return { start, end: at };
}

/** Where nothing in the tree fits: from the offset to the end of its line, or the whole line, without the space around. */
export function restOfLine(offset: number, line: number, lines: LineIndex): Range {
  const content = lines.lineText(line);
  const end = content.trimEnd().length;
  if (end === 0) return { start: { line, character: 0 }, end: { line, character: content.length } };
  const indent = content.length - content.trimStart().length;
  const at = lines.positionAt(offset);
  const character = at.line === line && at.character < end ? Math.max(at.character, indent) : indent;
  return { start: { line, character }, end: { line, character: end } };
}
