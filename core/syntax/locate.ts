// From a compiler's position to what a person wants to see underlined: the exact expression or name, the function around it, and
// the kind of path it stands on. Never fails: where nothing fits, the token at the position, else the rest of the line.
import type { Node, Tree } from 'web-tree-sitter';
import type { LineIndex } from '#core/text/lineIndex';
import type { Range } from '#core/text/position';
import { codePathOf } from './codePath';
import { compilerOffset, operandOffset } from './compilerPosition';
import { chainAt, declarationIn, type Chain } from './chain';
import { functionName } from './functionName';
import { startingKeyword } from './keyword';
import { operandKind } from './operand';
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
  const chain = chainAt(tree, offset);
  const declaration = declarationIn(chain);
  const node = subjectNode(chain, offset, query, lines.text);
  // The name of a declaration is no part of its body's chain; then the path is that of the token.
  const around = chain.slice(Math.max(0, node ? chain.indexOf(node) : 0));
  return {
    range: node ? rangeOf(node, lines) : restOfLine(lines, line, offset),
    function: functionName(declaration, lines.text),
    path: codePathOf({ chain: around, declaration, file: path, text: lines.text }),
    keyword: startingKeyword(around),
    operand:
      query.kind === 'call'
        ? calledOperand(chain, offset, { subject: query.subject, declaration, text: lines.text })
        : null,
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
function subjectNode(chain: Chain, offset: number, query: SiteQuery, text: string): Node | null {
  if (query.kind === 'function') return functionSubject(chain, offset);
  const candidates = candidatesAt(chain, offset);
  const declared = declarationIn(chain);
  if (query.kind !== 'name' && declared && declaredAt(declared, offset)) return declaredAt(declared, offset);
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
    tokenOf(chain)
  );
}

/** What the callee's first name is, where the call at the offset spells its callee as the compiler does. */
function calledOperand(
  chain: Chain,
  offset: number,
  {
    subject,
    declaration,
    text,
  }: { readonly subject: string; readonly declaration: Node | null; readonly text: string },
): 'variable' | 'package' | null {
  const call = candidatesAt(chain, offset).find(
    node => node.type === 'call_expression' && compilerOffset(node) === offset,
  );
  const callee = call?.childForFieldName('function');
  if (!call || !callee || printNode(callee, text) !== printSubject(subject)) return null;
  return operandKind({ call, declaration, text });
}

function candidatesAt(chain: Chain, offset: number): Node[] {
  const candidates: Node[] = [];
  for (const node of chain) {
    if (node.type === 'block' || node.type === 'source_file') break;
    if (node.startIndex === offset || compilerOffset(node) === offset || operandOffset(node) === offset) {
      candidates.push(node);
    }
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
  // In a literal of pointers the `&T` of an element may be left out: `[]*T{{…}}`.
  if (subject.startsWith('&') && subject.endsWith('{...}')) {
    return node.type === 'unary_expression' || node.type === 'literal_value';
  }
  if (subject.endsWith('{...}')) return node.type === 'composite_literal' || node.type === 'literal_value';
  return false;
}

function functionSubject(chain: Chain, offset: number): Node | null {
  for (const node of chain) {
    if (node.type === 'func_literal') return node;
    // Elsewhere in a body it is a wrapper of a go or defer statement.
    if (node.type === 'block') return tokenOf(chain);
    const name = declaredAt(node, offset);
    if (name) return name;
  }
  return tokenOf(chain);
}

/** The name of the function or method that is declared at the offset: at its name, or at the receiver's bracket. */
function declaredAt(node: Node, offset: number): Node | null {
  if (node.type !== 'function_declaration' && node.type !== 'method_declaration') return null;
  const name = node.childForFieldName('name');
  const starts = name?.startIndex === offset || node.childForFieldName('receiver')?.startIndex === offset;
  return starts ? name : null;
}

const isName = ({ type }: Node): boolean =>
  type === 'identifier' || type === 'field_identifier' || type === 'type_identifier' || type === 'blank_identifier';

const isExpression = ({ type }: Node): boolean =>
  type.endsWith('_expression') || type.endsWith('literal') || type.endsWith('identifier') || type.endsWith('_type');

function tokenOf([leaf]: Chain): Node | null {
  return leaf && leaf.endIndex > leaf.startIndex && leaf.startPosition.row === leaf.endPosition.row ? leaf : null;
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
    case 'literal_value':
      return node.startIndex + 1;
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
