// What syntax alone forbids, before the compiler is asked: what the proof is blind for (unsafe, another value in the variable), what no
// package-level pool can have (a type of the function's own), and where none would pay (code that runs once, or only after a failure).
import { codePathOf } from '#core/syntax/codePath';
import { functionName } from '#core/syntax/enclosing';
import { isGenerated } from '#core/syntax/generated';
import { importsOf } from '#core/syntax/imports';
import type { LocatedFile } from '#core/syntax/locate';
import { isInGeneric } from '#core/syntax/probePlace';
import { fileNode, type SyntaxNode } from '#core/syntax/syntaxNode';
import type { Candidate } from './candidate';
import type { Refusal } from './refusal';
import { beginningOf, type Constructed } from './constructors';
import { resetOf, typePath } from './reset';
import { textOf } from '#core/syntax/sizeAsk';
import { localNames } from './typeNames';
import { assignmentOf, isAddressed } from './uses';

/** Null where only the compiler can tell. `uses`: the variable's (uses.ts). */
export function forbidden(candidate: Candidate, uses: readonly SyntaxNode[], file: LocatedFile): Refusal | null {
  return (
    ofFile(file) ??
    ofFunction(candidate, file) ??
    ofType(candidate, file) ??
    ofVariable(candidate, uses, file) ??
    ofPlace(candidate, file)
  );
}

/** The whole file is out of reach. */
function ofFile(file: LocatedFile): Refusal | null {
  if (isGenerated(file.lines.text)) return { kind: 'generated' };
  if (/[\\/](?:vendor|pkg[\\/]mod)[\\/]/.test(file.path)) return { kind: 'read-only' };
  return importsOf(file).some(({ path }) => path === 'C') ? { kind: 'cgo' } : null;
}

function ofFunction({ declaration, body }: Candidate, file: LocatedFile): Refusal | null {
  const { text } = file.lines;
  const name = functionName(declaration, text);
  if (name === 'init' || (name === 'main' && packageName(file) === 'main')) return { kind: 'once', function: name };
  const directive = directiveOf(declaration, text);
  if (directive !== null) return { kind: 'directive', directive };
  const hidden = firstBelow(body, node => isWord(node, text, /^unsafe$/) || isWord(node, text, /^uintptr$/));
  if (hidden) return { kind: 'unsafe', line: lineOf(hidden, file) };
  const jump = firstBelow(body, ({ type }) => type === 'goto_statement');
  return jump && { kind: 'goto', line: lineOf(jump, file) };
}

/** `//go:nosplit`, `//go:norace` in the comment before a function: no call of the pool's may stand in it. */
function directiveOf(declaration: SyntaxNode, text: string): string | null {
  const siblings = declaration.parent?.children ?? [];
  for (let at = siblings.indexOf(declaration) - 1; siblings[at]?.type === 'comment'; at--) {
    const found = /^\/\/go:(?:nosplit|norace|systemstack|nowritebarrier\w*)\b/.exec(textOf(siblings[at]!, text));
    if (found) return found[0];
  }
  return null;
}

function ofType(candidate: Candidate, file: LocatedFile): Refusal | null {
  const { kind, type, typeText, declaration, constructed } = candidate;
  if (constructed) return ofConstructor(constructed, file);
  const local = type ? localNames(type, declaration, file.lines.text) : [];
  if (type && local.length > 0) return { kind: isInGeneric(type) ? 'type-parameter' : 'local-type' };
  const reset = resetOf(candidate, file);
  // Elements are cleared, which does for all but locks and what else must not be copied.
  if (kind === 'slice' && !/^sync\.|^sync\/atomic\./.test(typePath(candidate, file) ?? '')) return null;
  if (reset.kind === 'builder') return { kind: 'builder' };
  return reset.kind === 'never' ? { kind: 'no-reset', type: typeText } : null;
}

function ofConstructor(constructed: Constructed, file: LocatedFile): Refusal | null {
  const { typeText: type, row } = constructed;
  const { reuse } = row;
  if (reuse.kind === 'none') {
    if (reuse.why === 'stream') return { kind: 'no-reset-stream', type };
    return reuse.why === 'key' ? { kind: 'keyed', type } : { kind: 'no-reset', type };
  }
  return beginningOf(constructed, file.lines.text)?.kind === 'given' ? { kind: 'given' } : null;
}

function ofVariable(candidate: Candidate, uses: readonly SyntaxNode[], file: LocatedFile): Refusal | null {
  const { text } = file.lines;
  for (const use of uses) {
    const assignment = assignmentOf(use);
    if (candidate.kind === 'value') {
      // The whole value may be assigned: it stays the same memory. `x, err := f()` cannot become `*x, err := f()`.
      if (assignment && assignment.type !== 'assignment_statement')
        return { kind: 'reassigned', line: lineOf(use, file) };
      continue;
    }
    if (assignment && !(candidate.kind === 'slice' && isOwnSlice(assignment, text)))
      return { kind: 'reassigned', line: lineOf(use, file) };
    if (isAddressed(use, text)) return { kind: 'addressed', line: lineOf(use, file) };
  }
  return ofBeginning(candidate, file);
}

/** Its type, and what it begins with or is made of, is looked up behind its declaration, where its own name hides another. */
function ofBeginning({ kind, type, literal, constructed, name }: Candidate, file: LocatedFile): Refusal | null {
  const { text } = file.lines;
  const own = textOf(name, text);
  const isOwn = (node: SyntaxNode): boolean =>
    /^(?:type_)?identifier$/.test(node.type) && textOf(node, text) === own && !isLiteralKey(node);
  // `*x = T{}`; a slice is emptied elsewhere.
  const parts = [...(kind === 'slice' ? [] : [type]), literal, ...(constructed?.args ?? [])].filter(
    part => part !== null,
  );
  const [itself] = parts.flatMap(part => firstBelow(part, isOwn) ?? []);
  return itself ? { kind: 'hidden', name: own, line: lineOf(itself, file) } : null;
}

const isLiteralKey = ({ parent }: SyntaxNode): boolean => parent?.type === 'literal_element' && parent.field === 'key';

/**
 * `b = append(b, …)`, `b = b[i:j]`, `b = strconv.AppendInt(b, …)`: afterwards it has its own memory or a new one, and nobody else's.
 */
export function isOwnSlice(assignment: SyntaxNode, text: string): boolean {
  const [left, ...others] = assignment.child('left')?.parts ?? [];
  const [right, ...more] = assignment.child('right')?.parts ?? [];
  const isPlain = assignment.type === 'assignment_statement' && textOf(assignment.child('operator'), text) === '=';
  if (!left || !right || others.length + more.length > 0 || !isPlain) return false;
  const own = textOf(left, text);
  if (right.type === 'slice_expression') return textOf(right.child('operand'), text) === own;
  if (right.type !== 'call_expression' || !isAppender(right, text)) return false;
  const [first] = right.child('arguments')?.parts ?? [];
  return first?.type === 'identifier' && textOf(first, text) === own;
}

/** Answers with its first argument, grown. */
export function isAppender(call: SyntaxNode, text: string): boolean {
  return /^(?:append|strconv\.Append\w+|fmt\.Append(?:f|ln)?|utf8\.AppendRune)$/.test(
    textOf(call.child('function'), text),
  );
}

function ofPlace({ statement, declaration, inLiteral }: Candidate, file: LocatedFile): Refusal | null {
  if (inLiteral) return { kind: 'in-literal' };
  const { text } = file.lines;
  const path = codePathOf({ node: statement, declaration, file: file.path, text });
  if (path === 'error' || path === 'panic') return { kind: 'cold' };
  for (let at = statement.parent; at && at !== declaration; at = at.parent) {
    if (at.type === 'for_statement') return { kind: 'in-loop' };
  }
  return null;
}

export const lineOf = ({ start }: SyntaxNode, { lines }: LocatedFile): number => lines.positionAt(start).line + 1;

function packageName({ tree, lines }: LocatedFile): string {
  const clause = tree && fileNode(tree).parts.find(({ type }) => type === 'package_clause');
  return textOf(clause?.parts[0] ?? null, lines.text);
}

function isWord(node: SyntaxNode, text: string, word: RegExp): boolean {
  return node.children.length === 0 && node.isNamed && word.test(textOf(node, text));
}

export function firstBelow(node: SyntaxNode, is: (node: SyntaxNode) => boolean): SyntaxNode | null {
  if (is(node)) return node;
  for (const part of node.parts) {
    const found = firstBelow(part, is);
    if (found) return found;
  }
  return null;
}
