// From a compiler's position to what a person wants to see underlined: the exact expression or name, the function around it, and
// the kind of path it stands on. Never fails: where nothing fits, the token at the position, else the rest of the line.
import type { Node, Tree } from 'web-tree-sitter';
import type { LineIndex } from '#core/text/lineIndex';
import type { Range } from '#core/text/position';
import { codePathOf } from './codePath';
import { compilerOffset, operandOffset } from './compilerPosition';
import { declarationAround, functionName } from './enclosing';
import { printNode, printSubject } from './print';
import type { Site, SiteQuery } from './site';

export interface LocatedFile {
  /** Null where the text could not be parsed: then only lines are known. */
  readonly tree: Tree | null;
  readonly lines: LineIndex;
  /** Its name tells tests. */
  readonly path: string;
}

export function locateSite({ tree, lines, path }: LocatedFile, query: SiteQuery): Site {
  const line = Math.min(Math.max(0, query.line - 1), lines.lineCount - 1);
  const offset = offsetOf(lines, line, query);
  if (!tree) return { range: restOfLine(lines, line, offset), function: '', path: 'normal' };
  const leaf = tree.rootNode.descendantForIndex(offset, offset) ?? tree.rootNode;
  const node = subjectNode(leaf, offset, query, lines.text);
  const declaration = declarationAround(node ?? leaf);
  return {
    range: node ? rangeOf(node, lines) : restOfLine(lines, line, offset),
    function: functionName(declaration, lines.text),
    path: codePathOf({ node: node ?? leaf, declaration, file: path, text: lines.text }),
  };
}

/** The offset of the compiler's position; past column 254, where it gives none, that of the subject's text in the line. */
function offsetOf(lines: LineIndex, line: number, { column, subject }: SiteQuery): number {
  if (column > 0) return lines.offsetAt({ line, character: lines.characterOfColumn(line, column) });
  const content = lines.lineText(line);
  const head = /^&?[\p{L}\p{Nd}_.]+/u.exec(subject)?.[0] ?? subject;
  // What has no column stands past byte 254.
  const from = lines.characterOfColumn(line, 255);
  const found = content.indexOf(head, from);
  const at = found >= 0 ? found : content.indexOf(head);
  return lines.offsetAt({ line, character: at >= 0 ? at : content.length - content.trimStart().length });
}

/** The node that the compiler means: of those that begin, or have their operator, at the offset, the one that fits its words. */
function subjectNode(leaf: Node, offset: number, query: SiteQuery, text: string): Node | null {
  if (query.kind === 'function') return functionSubject(leaf, offset);
  const candidates = candidatesAt(leaf, offset);
  const wanted = printSubject(query.subject);
  if (query.kind === 'name') {
    const name = candidates.find(node => node.startIndex === offset && isName(node));
    if (name && wanted.endsWith(text.slice(name.startIndex, name.endIndex))) return name;
  }
  return (
    candidates.find(node => printNode(node, text) === wanted) ??
    candidates.find(node => hasShape(node, query.subject)) ??
    candidates.find(node => compilerOffset(node) === offset && isExpression(node)) ??
    candidates.find(isExpression) ??
    tokenAt(leaf)
  );
}

function candidatesAt(leaf: Node, offset: number): Node[] {
  const candidates: Node[] = [];
  for (let at: Node | null = leaf; at && at.type !== 'block' && at.type !== 'source_file'; at = at.parent) {
    if (at.startIndex === offset || compilerOffset(at) === offset || operandOffset(at) === offset) candidates.push(at);
  }
  return candidates;
}

/** What the compiler's words say the node must be, where its text was folded or comes from an inlined callee. */
function hasShape(node: Node, subject: string): boolean {
  if (subject === 'func literal') return node.type === 'func_literal';
  if (subject === '... argument') return node.type === 'call_expression';
  if (/^(make|new|append)\b/.test(subject)) {
    return (
      node.type === 'call_expression' && /^(make|new|append)$/.test(node.childForFieldName('function')?.text ?? '')
    );
  }
  if (subject.startsWith('&') && subject.endsWith('{...}')) return node.type === 'unary_expression';
  if (subject.endsWith('{...}')) return node.type === 'composite_literal';
  return false;
}

function functionSubject(leaf: Node, offset: number): Node | null {
  for (let at: Node | null = leaf; at; at = at.parent) {
    if (at.type === 'func_literal') return at;
    if (at.type === 'function_declaration' || at.type === 'method_declaration') {
      const name = at.childForFieldName('name');
      const receiver = at.childForFieldName('receiver');
      // Elsewhere in a body it is a wrapper of a go or defer statement.
      return name && (name.startIndex === offset || receiver?.startIndex === offset) ? name : tokenAt(leaf);
    }
  }
  return tokenAt(leaf);
}

const isName = ({ type }: Node): boolean =>
  type === 'identifier' || type === 'field_identifier' || type === 'type_identifier' || type === 'blank_identifier';

const isExpression = ({ type }: Node): boolean =>
  type.endsWith('_expression') || type.endsWith('literal') || type.endsWith('identifier') || type.endsWith('_type');

function tokenAt(leaf: Node): Node | null {
  return leaf.endIndex > leaf.startIndex && leaf.startPosition.row === leaf.endPosition.row ? leaf : null;
}

/** The node's range. What goes over several lines is cut where its head ends: a person wants to see what, not all of it. */
function rangeOf(node: Node, lines: LineIndex): Range {
  return { start: lines.positionAt(node.startIndex), end: lines.positionAt(headEnd(node)) };
}

function headEnd(node: Node): number {
  if (node.type === 'func_literal') {
    const body = node.childForFieldName('body');
    const signature = node.childForFieldName('result') ?? node.childForFieldName('parameters');
    return signature?.endIndex ?? body?.startIndex ?? node.endIndex;
  }
  if (node.startPosition.row === node.endPosition.row) return node.endIndex;
  switch (node.type) {
    case 'composite_literal':
      return (node.childForFieldName('body')?.startIndex ?? node.endIndex - 1) + 1;
    case 'call_expression': {
      const called = node.childForFieldName('arguments');
      return called ? called.startIndex + 1 : node.endIndex;
    }
    case 'unary_expression': {
      const operand = node.childForFieldName('operand');
      return operand ? headEnd(operand) : node.endIndex;
    }
    default:
      return node.endIndex;
  }
}

function restOfLine(lines: LineIndex, line: number, offset: number): Range {
  const content = lines.lineText(line);
  const at = lines.positionAt(offset);
  const indent = content.length - content.trimStart().length;
  const rest = at.line === line && content.slice(at.character).trim() !== '' ? at.character : indent;
  return { start: { line, character: rest }, end: { line, character: content.trimEnd().length || content.length } };
}
