// On what kind of path a place stands, told by syntax alone: what runs only when something has failed, what runs once, what runs
// often. Decided in this order; an allocation in the error branch of a loop is the error's:
//   panic   in the arguments of panic, log.Fatal…, log.Panic…, or in a branch (if, else, case) that ends in one of them or in
//           os.Exit. The body of a function that ends so is no branch: `panic("unreachable")` at its end says nothing.
//   error   in the branch of `if err != nil` and its like, in `return …, HERE` where HERE makes an error, or in a branch that ends in such
//           a return
//   init    in func init or in the initialiser of a package-level variable; closures that these only keep for later left out
//   loop    in what a `for` of the same declared function repeats: body, condition, post statement, the variables of a range;
//           not what it ranges over, nor the statement that starts it. A closure inside a loop counts as in it
//   test    in a file that is named so
import type { CodePath } from '#core/escape/finding';
import { closest, type SyntaxNode } from './syntaxNode';

export interface CodePathQuery {
  readonly node: SyntaxNode;
  /** The declared function around it; null at package level. */
  readonly declaration: SyntaxNode | null;
  readonly file: string;
  readonly text: string;
}

export function codePathOf({ node, declaration, file, text }: CodePathQuery): CodePath {
  let isError = false;
  let isLoop = false;
  let isLater = false;
  let child: SyntaxNode | null = null;
  for (let at: SyntaxNode | null = node; at && at !== declaration; child = at, at = at.parent) {
    switch (at.type) {
      case 'call_expression':
        if ((!child || child.field === 'arguments') && isFinal(at, text)) return 'panic';
        break;
      case 'block':
        if (at.parent?.type !== 'if_statement') break;
        if (endsFinally(at, text)) return 'panic';
        isError ||= endsInError(at, node, text);
        break;
      case 'expression_case':
      case 'type_case':
      case 'communication_case':
      case 'default_case':
        if (endsFinally(at, text)) return 'panic';
        isError ||= child?.field !== 'value' && (isErrorCase(at, text) || endsInError(at, node, text));
        break;
      case 'if_statement':
        isError ||= isErrorBranch(at, child, text);
        break;
      case 'expression_list':
        isError ||= at.parent?.type === 'return_statement' && child !== null && makesError(child, text);
        break;
      case 'for_statement':
        isLoop ||= isRepeated(child, node);
        break;
      case 'func_literal':
        isLater ||= at.parent?.type !== 'call_expression' || at.field !== 'function';
        break;
    }
  }
  if (isError) return 'error';
  if (!isLater && isInit(node, declaration, text)) return 'init';
  if (isLoop) return 'loop';
  return file.endsWith('_test.go') ? 'test' : 'normal';
}

const finalCalls = /^(?:panic|log\.(?:Fatal|Panic)(?:f|ln)?|os\.Exit|runtime\.Goexit)$/;

/** A call that does not come back. */
function isFinal(call: SyntaxNode, text: string): boolean {
  const callee = call.child('function');
  return callee !== null && callee.end - callee.start < 20 && finalCalls.test(text.slice(callee.start, callee.end));
}

/** Of a block or clause; a comment is none. */
function lastStatement(branch: SyntaxNode): SyntaxNode | undefined {
  return branch.children.findLast(({ type }) => type === 'statement_list')?.parts.at(-1);
}

/** The last statement of a block or clause does not come back. */
function endsFinally(branch: SyntaxNode, text: string): boolean {
  const last = lastStatement(branch);
  const call = last?.type === 'expression_statement' ? last.parts[0] : undefined;
  return call?.type === 'call_expression' && isFinal(call, text);
}

/** `err != nil`, `e.Err() != nil`, `closeErr != nil`, `errors.Is(…)`, `err == io.EOF`. */
const failed =
  /\b(?:e|error|err|err[\dA-Z_]\w*|\w*Err)\b(?:\(\))?\s*!=\s*nil\b|\berrors\.(?:Is|As|AsType)\b|\b(?:err|\w*Err)\s*==\s*(?!nil\b)[\w.]/;
/** `err == nil`: the other branch is the error's. */
const succeeded = /^\(?(?:\w+\.)*(?:err|err[\dA-Z_]\w*|\w*Err)(?:\(\))?\s*==\s*nil\)?$/;

/** Longer conditions are not looked at. */
const longestCondition = 500;

function isErrorBranch(statement: SyntaxNode, branch: SyntaxNode | null, text: string): boolean {
  const field = branch?.field;
  if (field !== 'consequence' && field !== 'alternative') return false;
  return says(statement.child('condition'), field === 'consequence' ? failed : succeeded, text);
}

function isErrorCase(clause: SyntaxNode, text: string): boolean {
  return clause.type === 'expression_case' && says(clause.child('value'), failed, text);
}

function says(condition: SyntaxNode | null, pattern: RegExp, text: string): boolean {
  if (!condition || condition.end - condition.start > longestCondition) return false;
  return pattern.test(text.slice(condition.start, condition.end));
}

/** What stands before the last statement, which returns an error that is made there: it was found out that something is wrong. */
function endsInError(branch: SyntaxNode, { end }: SyntaxNode, text: string): boolean {
  const last = lastStatement(branch);
  if (last?.type !== 'return_statement' || end > last.start) return false;
  return last.parts.flatMap(part => part.parts).some(value => makesError(value, text));
}

const errorValues = new RegExp(
  [
    String.raw`^errors\.(?:New|Join)\(`,
    String.raw`^(?:\w+\.)*(?:\w*[eE]rrorf|Wrapf?|WithStack|WithMessagef?|[nN]ew\w*Err(?:or)?f?)\(`,
    String.raw`^&?(?:\w+\.)*\w*(?:Error|Err)(?:\[[^\]]*\])?\{`,
  ].join('|'),
);

function makesError(returned: SyntaxNode, text: string): boolean {
  return errorValues.test(text.slice(returned.start, Math.min(returned.end, returned.start + 200)));
}

/** `part` is the child of the `for` that holds the node. */
function isRepeated(part: SyntaxNode | null, node: SyntaxNode): boolean {
  const holds = (field: string): boolean => {
    const repeated = part?.child(field);
    return !!repeated && repeated.start <= node.start && node.end <= repeated.end;
  };
  switch (part?.type) {
    case undefined:
      return false;
    case 'for_clause':
      return holds('condition') || holds('update');
    case 'range_clause':
      return holds('left');
    default:
      // The body, or a condition alone.
      return part!.isNamed;
  }
}

function isInit(node: SyntaxNode, declaration: SyntaxNode | null, text: string): boolean {
  if (!declaration) return closest(node, 'var_declaration') !== null;
  const name = declaration.type === 'function_declaration' ? declaration.child('name') : null;
  return name !== null && text.slice(name.start, name.end) === 'init';
}
