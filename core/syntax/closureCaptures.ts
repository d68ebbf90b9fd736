// Which variables a function literal holds. The compiler says what is captured in a function, not by which of its literals: a variable
// is held by those literals that name it. Null where that is not certain, so that no size is said.
import type { Capture, Finding } from '#core/escape/finding';
import { locateSubject, type LocatedFile } from './locate';
import { isInGeneric } from './probePlace';
import { nodeAt, type SyntaxNode } from './syntaxNode';

/** For a `func literal` with {@link Finding.captures}, in its file. */
export function capturesOfLiteral(file: LocatedFile, { line, column, subject, captures }: Finding): Capture[] | null {
  const literal = locateSubject(file, { line, column, subject, kind: 'expression' });
  if (!captures || literal?.type !== 'func_literal' || isInGeneric(literal)) return null;
  const names = usesIn(literal, file.lines.text);
  const held: Capture[] = [];
  for (const capture of captures) {
    const uses = names.get(capture.name);
    if (!uses) continue;
    const declaration = declarationOf(file, capture);
    // A variable of an inlined function stands at its call.
    if (!declaration) continue;
    // Declared inside, it is not held; a second one of that name outside is not told from it.
    if (literal.start <= declaration.start && declaration.end <= literal.end) return null;
    if (uses.some(use => isDeclared(use) || isKey(use)) || uses.every(use => mayBeLeftOut(use, literal))) return null;
    held.push(capture);
  }
  const isTwice = held.some(({ name }, index) => held.findIndex(other => other.name === name) !== index);
  return held.length === 0 || isTwice ? null : held;
}

/** The identifiers inside a node, by name; fields, types, packages and labels are other kinds of words. */
function usesIn(node: SyntaxNode, text: string): Map<string, SyntaxNode[]> {
  const uses = new Map<string, SyntaxNode[]>();
  const visit = (at: SyntaxNode): void => {
    if (at.type === 'identifier') {
      const name = text.slice(at.start, at.end);
      uses.set(name, [...(uses.get(name) ?? []), at]);
    }
    at.parts.forEach(visit);
  };
  visit(node);
  return uses;
}

function declarationOf({ tree, lines }: LocatedFile, { name, line, column }: Capture): SyntaxNode | null {
  if (!tree || line <= 0 || column <= 0) return null;
  const offset = lines.offsetAt({ line: line - 1, character: lines.characterOfColumn(line - 1, column) });
  const node = nodeAt(tree, offset);
  return node.start === offset && lines.text.slice(node.start, node.end) === name ? node : null;
}

/** `x := …`, `var x`, a parameter, a loop's variable. */
function isDeclared(use: SyntaxNode): boolean {
  const holder = use.parent;
  if (holder?.type === 'expression_list') {
    const { parent } = holder;
    return (
      holder.field === 'left' && /^(?:short_var_declaration|range_clause|receive_statement)$/.test(parent?.type ?? '')
    );
  }
  return use.field === 'name' && /_(?:spec|declaration)$/.test(holder?.type ?? '');
}

/** `T{x: …}`: a field, or a variable where T is a map or an array. */
function isKey(use: SyntaxNode): boolean {
  const element = use.parent;
  return element?.parent?.type === 'keyed_element' && element.parent.parts[0] === element;
}

/** In the branch of an `if` whose condition may be a constant: then it is no part of the program. */
function mayBeLeftOut(use: SyntaxNode, literal: SyntaxNode): boolean {
  let child = use;
  for (let at = use.parent; at && at !== literal; child = at, at = at.parent) {
    const isBranch = child.field === 'consequence' || child.field === 'alternative';
    if (at.type === 'if_statement' && isBranch && mayBeConstant(at.child('condition'))) return true;
  }
  return false;
}

function mayBeConstant(condition: SyntaxNode | null): boolean {
  if (!condition) return false;
  switch (condition.type) {
    case 'call_expression':
    case 'index_expression':
    case 'nil':
      return false;
    default:
      return condition.parts.every(mayBeConstant);
  }
}
