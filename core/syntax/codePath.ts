// On what kind of path a place stands, told by syntax alone: what only runs when something has failed, what runs once, what runs
// often. In this order: panic, error, init, loop, test, normal; an allocation in the error branch of a loop is an error's.
import type { Node } from 'web-tree-sitter';
import type { CodePath } from '#core/escape/finding';
import type { Chain } from './chain';

export interface CodePathQuery {
  /** From the place outward. */
  readonly chain: Chain;
  /** The declared function around it; null at package level. */
  readonly declaration: Node | null;
  readonly file: string;
  readonly text: string;
}

export function codePathOf({ chain, declaration, file, text }: CodePathQuery): CodePath {
  const source = (of: Node): string => text.slice(of.startIndex, of.endIndex);
  const [node] = chain;
  let inError = false;
  let inLoop = false;
  for (let i = 1; i < chain.length; i++) {
    const [child, at] = [chain[i - 1]!, chain[i]!];
    if (at.id === declaration?.id) break;
    if (at.type === 'call_expression' && child.type === 'argument_list' && isFinal(at, source)) return 'panic';
    if (isBranch(at, chain[i + 1]) && endsFinally(at, source)) return 'panic';
    inError ||= isErrorBranch(at, child, source) || isErrorResult(at, child, chain[i + 1], source);
    inLoop ||= at.type === 'for_statement' && isRepeated(child, node!);
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
/** A block that only runs on a condition: that a function ends with a call that does not come back says nothing of its start. */
const isBranch = ({ type }: Node, parent: Node | undefined): boolean =>
  type === 'expression_case' || type === 'default_case' || (type === 'block' && parent?.type === 'if_statement');

/** A call that does not come back. */
function isFinal(call: Node, source: Source): boolean {
  const callee = functionOf(call);
  return callee !== null && callee.endIndex - callee.startIndex < 40 && finalCalls.test(source(callee));
}
const finalCalls = /^(panic|log\.(Fatal|Panic)(f|ln)?|os\.Exit|runtime\.Goexit)$/;

/** The block's last statement is a call that does not come back. */
function endsFinally(block: Node, source: Source): boolean {
  let last = lastOf(block);
  if (last?.type === 'statement_list') last = lastOf(last);
  const call = last?.type === 'expression_statement' ? last.namedChild(0) : last;
  return call?.type === 'call_expression' && isFinal(call, source);
}

function lastOf(node: Node): Node | null {
  let last = node.lastNamedChild;
  while (last?.type === 'comment') last = last.previousNamedSibling;
  return last;
}

/** `if err != nil { HERE }`, `if errors.Is(…) { HERE }`. */
function isErrorBranch(at: Node, child: Node, source: Source): boolean {
  if (at.type !== 'if_statement' || at.childForFieldName('consequence')?.id !== child.id) return false;
  const condition = at.childForFieldName('condition');
  return (
    condition !== null && condition.endIndex - condition.startIndex < 500 && errorConditions.test(source(condition))
  );
}
const errorConditions = /\b(err|e|error|\w*Err|err\w*)\s*!=\s*nil\b|\berrors\.(Is|As|AsType)\b/;

/** `return nil, HERE` where HERE makes an error. */
function isErrorResult(at: Node, child: Node, parent: Node | undefined, source: Source): boolean {
  if (at.type !== 'expression_list' || parent?.type !== 'return_statement') return false;
  return errorValues.test(source(child).slice(0, 200));
}
const errorValues =
  /^(errors\.(New|Join)|fmt\.Errorf|\w+\.(Wrapf?|WithStack|WithMessagef?|Errorf?)|\w*[eE]rrorf)\(|^&?(\w+\.)?\w*(Error|Err)\{/;

/** Inside what a loop repeats: its body, condition and post statement; not what starts it, nor what it ranges over. */
function isRepeated(child: Node, node: Node): boolean {
  if (child.type === 'block') return true;
  const within = (part: Node | null | undefined): boolean =>
    !!part && part.startIndex <= node.startIndex && node.endIndex <= part.endIndex;
  if (child.type === 'for_clause') {
    return within(child.childForFieldName('condition')) || within(child.childForFieldName('update'));
  }
  return child.type !== 'range_clause';
}
