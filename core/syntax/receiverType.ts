// The type that a file writes for the variable whose method is called: `w io.Writer` for `w.Write(…)`. Only where the variable has one
// declaration in the function and that has a type: what `:=` gives is the type checker's to know.
import { declarationAround } from './enclosing';
import type { LocatedFile } from './locate';
import { closest, nodeAt, type SyntaxNode } from './syntaxNode';

/** `package`: as the file names it; null for a type of its own package. */
export interface WrittenType {
  readonly package: string | null;
  readonly name: string;
}

/** `line`, `column`: the call's `(`, as the compiler printed it; `callee`: `w.Write`. */
export function receiverType(
  { tree, lines }: LocatedFile,
  { line, column, callee }: { readonly line: number; readonly column: number; readonly callee: string },
): WrittenType | null {
  if (!tree || line <= 0 || column <= 0) return null;
  const { text } = lines;
  const offset = lines.offsetAt({ line: line - 1, character: lines.characterOfColumn(line - 1, column) });
  const call = closest(nodeAt(tree, offset), 'call_expression');
  const called = call?.child('arguments')?.start === offset ? call.child('function') : null;
  const operand = called?.type === 'selector_expression' ? called.child('operand') : null;
  if (!call || !called || operand?.type !== 'identifier' || text.slice(called.start, called.end) !== callee)
    return null;
  const name = text.slice(operand.start, operand.end);
  const around = declarationAround(call);
  const [only, ...others] = around ? declarationsOf(around, name, text) : [];
  if (!only || others.length > 0) return null;
  return writtenType(only.type, text);
}

interface Declaration {
  /** Null where none is written. */
  readonly type: SyntaxNode | null;
}

/** Everything inside of a function that declares the name. */
function declarationsOf(around: SyntaxNode, name: string, text: string): Declaration[] {
  const found: Declaration[] = [];
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'identifier' && text.slice(node.start, node.end) === name) {
      const { parent } = node;
      if (node.field === 'name' && /^(?:parameter_declaration|var_spec|const_spec)$/.test(parent?.type ?? '')) {
        found.push({ type: parent!.child('type') });
      } else if (parent?.type === 'variadic_parameter_declaration') {
        found.push({ type: null });
      } else if (parent?.type === 'expression_list' && (parent.field === 'left' || parent.field === 'alias')) {
        const holder = parent.parent?.type ?? '';
        if (/^(?:short_var_declaration|range_clause|receive_statement|type_switch_statement)$/.test(holder)) {
          found.push({ type: null });
        }
      }
    }
    node.parts.forEach(visit);
  };
  visit(around);
  return found;
}

function writtenType(type: SyntaxNode | null, text: string): WrittenType | null {
  const textOf = (node: SyntaxNode | null): string | null => node && text.slice(node.start, node.end);
  switch (type?.type) {
    case 'type_identifier':
      return { package: null, name: text.slice(type.start, type.end) };
    case 'qualified_type': {
      const [owner, name] = [textOf(type.child('package')), textOf(type.child('name'))];
      return owner !== null && name !== null ? { package: owner, name } : null;
    }
    default:
      return null;
  }
}
