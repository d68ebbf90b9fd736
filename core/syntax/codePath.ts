// On what kind of path a place stands, told by syntax alone: what only runs when something has failed, what runs once, what runs
// often. In this order: panic, error, init, loop, test, normal; an allocation in the error branch of a loop is an error's.
import type { Node } from 'web-tree-sitter';
import type { CodePath } from '#core/escape/finding';

export interface CodePathQuery {
  readonly node: Node;
  /** The declared function around it; null at package level. */
  readonly declaration: Node | null;
  readonly file: string;
  readonly text: string;
}

export function codePathOf({ node, declaration, file, text }: CodePathQuery): CodePath {
  const source = (of: Node): string => text.slice(of.startIndex, of.endIndex);
  let inError = false;
  let inLoop = false;
  const top = declaration ?? node.tree.rootNode;
  for (let child = node, at = node.parent; at && !at.equals(top); child = at, at = at.parent) {
    if (at.type === 'call_expression' && child.type === 'argument_list' && isFinal(at, source)) return 'panic';
    if (isBlock(at) && endsFinally(at, source)) return 'panic';
    inError ||= isErrorBranch(at, child, source) || isErrorResult(at, child, source);
    inLoop ||= at.type === 'for_statement' && isRepeated(at, child, node);
  }
  if (inError) return 'error';
  if (!declaration || (declaration.type === 'function_declaration' && nameOf(declaration, source) === 'init'))
    return 'init';
  if (inLoop) return 'loop';
  return file.endsWith('_test.go') ? 'test' : 'normal';
}

type Source = (of: Node) => string;

const functionOf = (call: Node): Node | null => call.childForFieldName('function');
const nameOf = (declaration: Node, source: Source): string => {
  const name = declaration.childForFieldName('name');
  return name ? source(name) : '';
};
const isBlock = ({ type }: Node): boolean => type === 'block' || type === 'expression_case' || type === 'default_case';

/** A call that does not come back. */
function isFinal(call: Node, source: Source): boolean {
  const callee = functionOf(call);
  return callee !== null && callee.endIndex - callee.startIndex < 40 && finalCalls.test(source(callee));
}
const finalCalls = /^(panic|log\.(Fatal|Panic)(f|ln)?|os\.Exit|runtime\.Goexit)$/;

/** The block's last statement does not come back, and the block is a branch: a function that ends so is not meant. */
function endsFinally(block: Node, source: Source): boolean {
  if (block.parent?.type !== 'if_statement' && block.type === 'block') return false;
  const statements =
    block.type === 'block' ? (block.namedChildren.find(({ type }) => type === 'statement_list') ?? block) : block;
  const last = statements.namedChildren.findLast(({ type }) => type !== 'comment');
  const inner = last?.type === 'statement_list' ? last.namedChildren.findLast(({ type }) => type !== 'comment') : last;
  const call = inner?.type === 'expression_statement' ? inner.namedChild(0) : inner;
  return call?.type === 'call_expression' && isFinal(call, source);
}

/** `if err != nil { HERE }`, `if errors.Is(…) { HERE }`. */
function isErrorBranch(at: Node, child: Node, source: Source): boolean {
  if (at.type !== 'if_statement' || !at.childForFieldName('consequence')?.equals(child)) return false;
  const condition = at.childForFieldName('condition');
  return (
    condition !== null && condition.endIndex - condition.startIndex < 500 && errorConditions.test(source(condition))
  );
}
const errorConditions = /\b(err|e|error|\w*Err|err\w*)\s*!=\s*nil\b|\berrors\.(Is|As|AsType)\b/;

/** `return nil, HERE` where HERE makes an error. */
function isErrorResult(at: Node, child: Node, source: Source): boolean {
  if (at.type !== 'expression_list' || at.parent?.type !== 'return_statement') return false;
  return errorValues.test(source(child).slice(0, 200));
}
const errorValues =
  /^(errors\.(New|Join)|fmt\.Errorf|\w+\.(Wrapf?|WithStack|WithMessagef?|Errorf?)|\w*[eE]rrorf)\(|^&?(\w+\.)?\w*(Error|Err)\{/;

/** Inside what a loop repeats: its body, condition and post statement; not what starts it, nor what it ranges over. */
function isRepeated(loop: Node, child: Node, node: Node): boolean {
  if (loop.childForFieldName('body')?.equals(child)) return true;
  const within = (part: Node | null | undefined): boolean =>
    !!part && part.startIndex <= node.startIndex && node.endIndex <= part.endIndex;
  if (child.type === 'for_clause') {
    return within(child.childForFieldName('condition')) || within(child.childForFieldName('update'));
  }
  return child.type !== 'range_clause';
}
