// The expressions of a line that can be meant by an allocating call of the machine code, which has a line and no column: `make(chan T)` for a
// channel, `append(…)` for a slice that grows, the `go` statement for the closure that holds its arguments.
import type { Allocator } from '#core/compiler/allocators';
import type { CodePath } from '#core/escape/finding';
import type { ByteColumn, Range } from '#core/text/position';
import { codePathOf } from './codePath';
import { nodeOfToken } from './compilerPosition';
import { declarationAround, functionName } from './enclosing';
import type { LocatedFile } from './locate';
import { restOfLine, subjectRange } from './subjectRange';
import { nodeAt, type SyntaxNode } from './syntaxNode';

export interface AllocationQuery {
  /** 1-based. */
  readonly line: number;
  /** `goroutine` and `defer`: the statement that needs a closure. `object`, `box`: what no syntax tells. */
  readonly allocator: Allocator;
}

export interface AllocationSite {
  /** The expression's text on one line. */
  readonly subject: string;
  readonly range: Range;
  /** As in Site (core/syntax/site.ts). */
  readonly function: string;
  readonly path: CodePath;
  /** Where the compiler would say that it stands: 1-based bytes. */
  readonly column: ByteColumn;
}

export interface AllocationSites {
  /** In the order of the text. */
  readonly sites: readonly AllocationSite[];
  /** The line without the space around it. */
  readonly line: Omit<AllocationSite, 'subject' | 'column'>;
}

/** More tokens of one line are not looked at. */
const mostTokens = 2_000;

export function allocationSites({ tree, lines, path }: LocatedFile, query: AllocationQuery): AllocationSites {
  const { text } = lines;
  const line = Math.max(0, Math.min(query.line - 1, lines.lineCount - 1));
  const lineStart = lines.offsetAt({ line, character: 0 });
  const content = lines.lineText(line);
  const first = lineStart + /^\s*/.exec(content)![0].length;
  const range = restOfLine(first, line, lines);
  if (!tree) return { sites: [], line: { range, function: '', path: 'normal' } };

  const around = (node: SyntaxNode): { readonly function: string; readonly path: CodePath } => {
    const declaration = declarationAround(node);
    return {
      function: declaration ? functionName(declaration, text) : '',
      path: codePathOf({ node, declaration, file: path, text }),
    };
  };
  const sites: AllocationSite[] = [];
  const end = lineStart + content.length;
  for (let at = first, count = 0; at < end && count < mostTokens; count++) {
    const token = nodeAt(tree, at);
    const isToken = token.children.length === 0 && token.end > at;
    const node = isToken && token.start === at ? nodeOfToken(token) : null;
    if (node && canBe(node, query.allocator, text)) {
      sites.push({
        subject: text.slice(node.start, node.end).replace(/\s+/g, ' '),
        range: subjectRange(node, line, lines),
        ...around(node),
        column: lines.columnOfCharacter(line, at - lineStart),
      });
    }
    at = isToken ? token.end : at + 1;
  }
  return { sites, line: { range, ...around(nodeAt(tree, first)) } };
}

function canBe(node: SyntaxNode, allocator: Allocator, text: string): boolean {
  switch (allocator) {
    case 'channel':
      return isMake(node, text, type => type !== 'slice_type' && type !== 'map_type');
    case 'slice':
      return isMake(node, text, type => type !== 'channel_type' && type !== 'map_type');
    case 'map':
      return isMake(node, text, type => type !== 'channel_type' && type !== 'slice_type') || isMapLiteral(node);
    case 'append':
      return calleeOf(node, text) === 'append';
    case 'map-entry':
      return node.type === 'index_expression' && isAssigned(node);
    case 'string':
      return isConversion(node, text) || isConcatenation(node, text);
    case 'goroutine':
      return node.type === 'go_statement';
    case 'defer':
      return node.type === 'defer_statement';
    case 'object':
    case 'box':
      return false;
  }
}

function calleeOf(node: SyntaxNode, text: string): string | null {
  const callee = node.type === 'call_expression' ? node.child('function') : null;
  return callee?.type === 'identifier' ? text.slice(callee.start, callee.end) : null;
}

/** A `make` of a type that can be meant; a type that has a name can be any. */
function isMake(node: SyntaxNode, text: string, canBeType: (type: string) => boolean): boolean {
  const type = calleeOf(node, text) === 'make' ? node.child('arguments')?.parts[0] : undefined;
  return type !== undefined && canBeType(type.type);
}

function isMapLiteral(node: SyntaxNode): boolean {
  const type = node.type === 'composite_literal' ? node.child('type')?.type : undefined;
  return type === 'map_type' || type === 'type_identifier' || type === 'qualified_type' || type === 'generic_type';
}

/** `m[k] = v`, `m[k] += v`, `m[k]++`, `for m[k] = range …`. */
function isAssigned(node: SyntaxNode): boolean {
  let at = node;
  while (at.parent?.type === 'parenthesized_expression') at = at.parent;
  const { parent } = at;
  if (parent?.type === 'inc_statement' || parent?.type === 'dec_statement') return true;
  const statement = parent?.type === 'expression_list' ? parent.parent : null;
  const isLeft = parent?.field === 'left';
  return isLeft && (statement?.type === 'assignment_statement' || statement?.type === 'range_clause');
}

function isConversion(node: SyntaxNode, text: string): boolean {
  // To a named type it is a call, by syntax alone.
  return node.type === 'type_conversion_expression' || calleeOf(node, text) === 'string';
}

/** `a + b`, the outermost of a chain, and `s += t`. */
function isConcatenation(node: SyntaxNode, text: string): boolean {
  const operator = (of: SyntaxNode | null): string | null => {
    const sign = of?.child('operator');
    return sign ? text.slice(sign.start, sign.end) : null;
  };
  if (node.type === 'assignment_statement') return operator(node) === '+=';
  if (node.type !== 'binary_expression' || operator(node) !== '+') return false;
  return !(node.parent?.type === 'binary_expression' && operator(node.parent) === '+');
}
