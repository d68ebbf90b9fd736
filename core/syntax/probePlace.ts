// Where a statement can be put so that an expression in it means what it means at its own place: names are declared and not
// shadowed. An expression is asked about in front of the statement that holds it, or, where that is the head of an `if`, `for` or
// `switch`, at the start of the body; a variable right behind its declaration. Null where no such place is certain.
//   stmt(E)  ▸ HERE; stmt(E)          if x := f(); E {  ▸ if x := f(); E { HERE; …
//   x := 1   ▸ x := 1; HERE           func f(x T) {     ▸ func f(x T) { HERE; …        case E:  ▸ case E: HERE; …
import { closest, type SyntaxNode } from './syntaxNode';

/** `in-function`: a statement goes there; `top-level`: a declaration. */
export interface ProbePlace {
  /** UTF-16 units from the start of the text. */
  readonly offset: number;
  readonly kind: 'in-function' | 'top-level';
  /** What separates it from what stands there: before it, and behind it. */
  readonly before: string;
  readonly behind: string;
}

/** The function around is generic, or a method of a generic type: a size there is many sizes. */
export function isInGeneric(node: SyntaxNode): boolean {
  const declaration = closest(node, 'function_declaration', 'method_declaration');
  if (!declaration) return false;
  return declaration.child('type_parameters') !== null || holds(declaration.child('receiver'), 'generic_type');
}

function holds(node: SyntaxNode | null, type: string): boolean {
  return node !== null && (node.type === type || node.parts.some(part => holds(part, type)));
}

/** For an expression: as it would be worked out. */
export function placeOfExpression(expression: SyntaxNode): ProbePlace | null {
  let child = expression;
  for (let at = expression.parent; at; child = at, at = at.parent) {
    switch (at.type) {
      case 'statement_list':
      case 'block':
        return inFront(child);
      case 'source_file':
        return child.type === 'var_declaration' ? onTopLevel(child) : null;
      case 'var_spec_list':
        // What the group has declared before is not known in front of it.
        return at.parent?.parent?.type === 'source_file' ? onTopLevel(at.parent) : null;
      case 'if_statement':
        if (child.field === 'initializer') return at.field === 'alternative' ? null : placeOfExpression(at);
        return atStart(at.child('consequence'));
      case 'for_clause':
        if (child.field !== 'initializer') return atStart(at.parent?.child('body') ?? null);
        break;
      case 'for_statement':
        if (child.type !== 'for_clause' && child.type !== 'range_clause') return atStart(at.child('body'));
        break;
      case 'expression_switch_statement':
        if (child.field === 'value' && at.child('initializer')) return inFirstClause(at);
        break;
      case 'type_switch_statement':
        if (child.field === 'value' && at.child('initializer')) return null;
        break;
      case 'expression_case':
        return inClause(at);
      case 'communication_case': {
        const communication = at.child('communication');
        const declares = communication?.type === 'receive_statement' && communication.child('left') !== null;
        return declares ? null : inClause(at);
      }
      case 'type_case':
      case 'default_case':
      case 'parameter_list':
        return null;
    }
  }
  return null;
}

/** For a declared variable, parameter, receiver or result: where it can first be used. */
export function placeOfVariable(name: SyntaxNode): ProbePlace | null {
  if (name.type === 'default' || name.field === 'type') return ofTypeSwitch(name);
  for (let at = name.parent; at; at = at.parent) {
    switch (at.type) {
      case 'parameter_declaration':
      case 'variadic_parameter_declaration':
        return name.parent === at && name.field === 'name' ? atStart(ownerOf(at)?.child('body') ?? null) : null;
      case 'var_declaration':
        return name.field === 'name' ? behind(at) : null;
      case 'short_var_declaration':
        return ofShortDeclaration(at);
      case 'range_clause':
        return atStart(at.parent?.child('body') ?? null);
      case 'receive_statement':
        return at.parent?.type === 'communication_case' ? inClause(at.parent) : null;
      case 'expression_list':
      case 'var_spec':
      case 'var_spec_list':
        break;
      default:
        return null;
    }
  }
  return null;
}

function ofShortDeclaration(declaration: SyntaxNode): ProbePlace | null {
  const holder = declaration.parent;
  switch (holder?.type) {
    case 'statement_list':
    case 'block':
    case 'labeled_statement':
      return behind(declaration);
    case 'if_statement':
      return atStart(holder.child('consequence'));
    case 'for_clause':
      return atStart(holder.parent?.child('body') ?? null);
    case 'expression_switch_statement':
    case 'type_switch_statement':
      return inFirstClause(holder);
    default:
      return null;
  }
}

/** `switch v := x.(type) { case T: …` declares a `v` in each clause; it stands at the clause's type. */
function ofTypeSwitch(type: SyntaxNode): ProbePlace | null {
  const clause = type.parent;
  return clause?.type === 'type_case' || clause?.type === 'default_case' ? inClause(clause) : null;
}

/** The function whose parameter, receiver or result it is. */
function ownerOf(parameter: SyntaxNode): SyntaxNode | null {
  const owner = parameter.parent?.parent;
  return owner && /^(?:function|method)_declaration$|^func_literal$/.test(owner.type) ? owner : null;
}

function inFront(statement: SyntaxNode): ProbePlace | null {
  let at = statement;
  while (at.parent?.type === 'labeled_statement') at = at.parent;
  return at.parent?.type === 'statement_list' || at.parent?.type === 'block'
    ? { offset: at.start, kind: 'in-function', before: '', behind: '; ' }
    : null;
}

/** For a type that is declared in a function: the offset right behind the declaration, where a `;` and a statement may follow. */
export function placeOfStatement(declaration: SyntaxNode): number | null {
  const around = declaration.parent?.type;
  return around === 'statement_list' || around === 'block' ? declaration.end : null;
}

function behind(statement: SyntaxNode): ProbePlace {
  const isTop = statement.parent?.type === 'source_file';
  return { offset: statement.end, kind: isTop ? 'top-level' : 'in-function', before: '; ', behind: '' };
}

const onTopLevel = behind;

/** Right behind the `{` of a body. */
function atStart(block: SyntaxNode | null): ProbePlace | null {
  if (block?.type !== 'block') return null;
  return { offset: block.start + 1, kind: 'in-function', before: ' ', behind: '; ' };
}

function inFirstClause(statement: SyntaxNode): ProbePlace | null {
  const clause = statement.children.find(({ type }) => /_case$/.test(type));
  return clause ? inClause(clause) : null;
}

/** Right behind the `:` of a clause. */
function inClause(clause: SyntaxNode): ProbePlace | null {
  const colon = clause.children.find(({ type }) => type === ':');
  return colon ? { offset: colon.end, kind: 'in-function', before: ' ', behind: '; ' } : null;
}
