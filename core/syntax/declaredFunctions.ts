// The line on which a file declares a function, a method, or a method of an interface, by the name that the compiler prints in calls
// (`F`, `(*T).M`, `T.M`; the package left out).
import { functionName } from './enclosing';
import type { LocatedFile } from './locate';
import { fileNode, type SyntaxNode } from './syntaxNode';

/** 1-based; null where the file has no such declaration at its top level. Type parameters have no part in the name. */
export function lineOfFunction({ tree, lines }: LocatedFile, name: string): number | null {
  const plain = /[\p{L}_][\p{L}\p{N}_]*$/u.exec(name)?.[0];
  if (!tree || plain === undefined || !lines.text.includes(plain)) return null;
  for (const node of fileNode(tree).parts) {
    const isFunction = node.type === 'function_declaration' || node.type === 'method_declaration';
    if (isFunction && functionName(node, lines.text) === name) {
      return lines.positionAt((node.child('name') ?? node).start).line + 1;
    }
  }
  return null;
}

/** 1-based; null where the file has no interface type of that name with that method in its own list. */
export function lineOfInterfaceMethod({ tree, lines }: LocatedFile, type: string, method: string): number | null {
  if (!tree || !lines.text.includes(method)) return null;
  const { text } = lines;
  const isCalled = (node: SyntaxNode, name: string): boolean => {
    const own = node.child('name');
    return own !== null && text.slice(own.start, own.end) === name;
  };
  for (const declaration of fileNode(tree).parts.filter(node => node.type === 'type_declaration')) {
    const spec = declaration.parts.find(node => node.type === 'type_spec' && isCalled(node, type));
    const methods = spec?.child('type')?.type === 'interface_type' ? spec.child('type')!.parts : [];
    const found = methods.find(node => node.type === 'method_elem' && isCalled(node, method));
    if (found) return lines.positionAt(found.start).line + 1;
  }
  return null;
}
