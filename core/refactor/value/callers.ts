// What the calls of a function in one file of its package become when it returns a value: `x := newT()` gives a variable, whose uses may change
// (pointerUses); `newT().f` is read as before. Where the pointer itself goes anywhere else it is needed.
import type { LocatedFile } from '#core/syntax/locate';
import { declarationAround } from '#core/syntax/enclosing';
import { isGenerated } from '#core/syntax/generated';
import { declarationOf } from '#core/syntax/scopes';
import { fileNode, nodeBelow, type SyntaxNode } from '#core/syntax/syntaxNode';
import { isOnlyAssigned } from '#core/syntax/variables';
import { wordsOf } from '#core/syntax/words';
import { outOfBrackets } from '../pool/uses';
import { edits, joined, obstacle, pointerUses, type Changed } from './pointerUses';

/** `name`: of a function at the package's level. A file that does not have the word has no edits. */
export function callerEdits(name: string, file: LocatedFile): Changed {
  const { tree, lines } = file;
  const { text } = lines;
  if (!tree) return edits([]);
  const root = fileNode(tree);
  const found = wordsOf(text, name).map(offset => wordEdits(nodeBelow(root, offset), file));
  const isUsed = found.some(one => one.kind === 'obstacle' || one.edits.length > 0);
  if (isUsed && isGenerated(text)) return obstacle('generated', root, file);
  return joined(found);
}

function wordEdits(node: SyntaxNode, file: LocatedFile): Changed {
  const { text } = file.lines;
  if (node.type === 'comment') {
    const directive = /^\/\/(?:go:linkname|export)\s/.test(text.slice(node.start, node.end));
    return directive ? obstacle('linked', node, file) : edits([]);
  }
  if (node.type !== 'identifier' || isKey(node)) return edits([]);
  if (isDeclared(node)) return edits([]);
  const meant = declarationOf(node, text);
  const isFunction = meant === null || (meant.kind === 'other' && meant.name.parent?.type === 'function_declaration');
  if (!isFunction) return edits([]);
  const call = node.field === 'function' && node.parent?.type === 'call_expression' ? node.parent : null;
  return call ? callEdits(call, file) : obstacle('as-value', node, file);
}

/** The function itself, or a variable of its name; nothing can be assigned to a function. */
const isDeclared = ({ field, parent }: SyntaxNode): boolean =>
  field === 'name' || (parent?.type === 'expression_list' && parent.field === 'left');

/** `T{name: 1}`: a function is no key of a map. */
function isKey(node: SyntaxNode): boolean {
  const element = node.parent?.type === 'literal_element' ? node.parent : node;
  return element.field === 'key' && element.parent?.type === 'keyed_element';
}

function callEdits(call: SyntaxNode, file: LocatedFile): Changed {
  const { text } = file.lines;
  const { parent, field } = outOfBrackets(call);
  switch (parent?.type) {
    // Of a value that has no address the compiler allows less.
    case 'selector_expression':
      if (field === 'operand') return edits([]);
      break;
    case 'unary_expression':
      if (text.charAt(parent.start) !== '*') break;
      return edits([{ start: parent.start, end: parent.start + 1, text: '' }]);
    case 'expression_list': {
      const declaration = parent.parent;
      const names = declaration?.child('left')?.parts ?? [];
      const [name] = names;
      const around = declarationAround(call);
      const isVariable =
        declaration?.type === 'short_var_declaration' &&
        declaration.parent?.type === 'statement_list' &&
        parent.field === 'right' &&
        names.length === 1 &&
        name?.type === 'identifier';
      if (!isVariable || !around || isOnlyAssigned(name, text)) break;
      return pointerUses(name, around, file);
    }
  }
  return obstacle('needs-pointer', call, file);
}
