// What the first name of a callee is, `r` in `r.Read(…)`: a variable, or an imported package. Told by declarations in the file
// alone; null where they do not tell.
import type { Node, Tree } from 'web-tree-sitter';

export interface OperandQuery {
  readonly call: Node;
  readonly declaration: Node | null;
  readonly text: string;
}

export function operandKind({ call, declaration, text }: OperandQuery): 'variable' | 'package' | null {
  const name = firstName(call.childForFieldName('function'), text);
  if (name === null) return null;
  const file = namesOf(call.tree, text);
  const isLocal = (declaration ? file.inside(declaration) : []).some(
    declared => declared.name === name && declared.offset < call.startIndex,
  );
  if (isLocal) return 'variable';
  if (file.imported.has(name)) return 'package';
  return file.variables.has(name) ? 'variable' : null;
}

interface DeclaredName {
  readonly name: string;
  readonly offset: number;
}

interface FileNames {
  readonly imported: ReadonlySet<string>;
  readonly variables: ReadonlySet<string>;
  readonly inside: (declaration: Node) => readonly DeclaredName[];
}

// A tree is asked about every call of its file: walking it each time took most of an analysis. Goes when the tree goes.
const known = new WeakMap<Tree, FileNames>();

function namesOf(tree: Tree, text: string): FileNames {
  const before = known.get(tree);
  if (before) return before;
  const children = tree.rootNode.namedChildren;
  const below = (kind: string): Node[] => children.filter(({ type }) => type === kind);
  const perDeclaration = new Map<number, readonly DeclaredName[]>();
  const names: FileNames = {
    imported: new Set(
      below('import_declaration').flatMap(imports =>
        imports.descendantsOfType('import_spec').map(spec => importedName(spec, text)),
      ),
    ),
    variables: new Set(
      below('var_declaration').flatMap(variables => declaredNames(variables, text).map(({ name }) => name)),
    ),
    inside(declaration) {
      const found = perDeclaration.get(declaration.startIndex) ?? declaredNames(declaration, text);
      perDeclaration.set(declaration.startIndex, found);
      return found;
    },
  };
  known.set(tree, names);
  return names;
}

function firstName(callee: Node | null, text: string): string | null {
  let at = callee;
  while (at?.type === 'selector_expression') at = at.childForFieldName('operand');
  return at?.type === 'identifier' && at !== callee ? text.slice(at.startIndex, at.endIndex) : null;
}

/** The last element of a path is the package's name by custom; `/v2` and the like are versions. */
function importedName(spec: Node, text: string): string {
  const alias = spec.childForFieldName('name');
  if (alias) return text.slice(alias.startIndex, alias.endIndex);
  const path = spec.childForFieldName('path');
  if (!path) return '';
  const elements = text.slice(path.startIndex + 1, path.endIndex - 1).split('/');
  const last = elements.at(-1) ?? '';
  return /^v\d+$/.test(last) && elements.length > 1 ? elements.at(-2)! : last.replace(/\.v\d+$/, '');
}

const declaring = [
  'parameter_declaration',
  'variadic_parameter_declaration',
  'var_spec',
  'short_var_declaration',
  'range_clause',
];

/** Every parameter, result, receiver and variable that is declared in the node. */
function declaredNames(within: Node, text: string): DeclaredName[] {
  return within.descendantsOfType(declaring).flatMap(declared => {
    const left = declared.childForFieldName('left');
    const names = left ? left.namedChildren : declared.childrenForFieldName('name');
    return names
      .filter(node => node.type === 'identifier')
      .map(node => ({ name: text.slice(node.startIndex, node.endIndex), offset: declared.startIndex }));
  });
}
