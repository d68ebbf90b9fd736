// Which statements allocate something that a pool could hand out instead: one variable, one allocation, in a function's body.
//   x := make([]T, n[, c])     x := new(T)     x := &T{…}     var x T     x := T{…}
//   x := bytes.NewBuffer(nil)  and other constructors of the standard library (constructors.ts), those with an error as well
//   x := make(map[K]V[, n])    x := map[K]V{}
// `var x = …` counts as `x := …`. Everything else (several variables at once, append, boxing, closures, channels) is not looked at.
import { declarationAround } from '#core/syntax/enclosing';
import type { LocatedFile } from '#core/syntax/locate';
import { declarationOf } from '#core/syntax/scopes';
import { textOf } from '#core/syntax/sizeAsk';
import { closest, fileNode, type SyntaxNode } from '#core/syntax/syntaxNode';
import { constructedBy, type Constructed } from './constructors';

/** What the variable is: a slice, a map, a pointer to the value, the value itself, which the compiler moves to the heap, or what a constructor made. */
export type CandidateKind = 'slice' | 'map' | 'pointer' | 'value' | 'made';

export interface Candidate {
  readonly kind: CandidateKind;
  readonly name: SyntaxNode;
  readonly statement: SyntaxNode;
  /** What the compiler's verdict names: `make(…)`, `new(…)`, `&T{…}`; of a value the variable. */
  readonly allocation: SyntaxNode;
  /** What the variable is declared with; null for `var x T`. */
  readonly value: SyntaxNode | null;
  /** T: of a slice the type of its elements, of a map its own; null where the constructor tells. */
  readonly type: SyntaxNode | null;
  /** T in the file's words. */
  readonly typeText: string;
  /** Of what a constructor made. */
  readonly constructed: Constructed | null;
  /** Of a slice: the length, and the capacity where it has one of its own; of a map for how many elements it is made. */
  readonly size: { readonly length: SyntaxNode; readonly capacity: SyntaxNode | null } | null;
  /** The literal whose values the variable begins with; null where all is zero. */
  readonly literal: SyntaxNode | null;
  /** The function or method declaration around it, and its body. */
  readonly declaration: SyntaxNode;
  readonly body: SyntaxNode;
  /** The function literal around it, if it stands in one. */
  readonly inLiteral: SyntaxNode | null;
}

/** In the order of the text. */
export function candidatesIn(file: LocatedFile): readonly Candidate[] {
  const found: Candidate[] = [];
  const visit = (node: SyntaxNode): void => {
    const candidate = candidateOf(node, file);
    if (candidate) found.push(candidate);
    node.parts.forEach(visit);
  };
  const parts = file.tree ? fileNode(file.tree).parts : [];
  parts.filter(({ type }) => /^(?:function|method)_declaration$/.test(type)).forEach(visit);
  return found;
}

function candidateOf(statement: SyntaxNode, file: LocatedFile): Candidate | null {
  const { text } = file.lines;
  const declared = declaredVariable(statement);
  const declaration = declared && declarationAround(statement);
  const body = declaration?.child('body');
  if (!declared || !declaration || !body || statement.parent?.type !== 'statement_list') return null;
  const shape = shapeOf(declared, text) ?? madeOf(declared, statement, file);
  if (!shape || text.slice(declared.name.start, declared.name.end) === '_') return null;
  const literal = closest(statement, 'func_literal');
  return { ...shape, name: declared.name, value: declared.value, statement, declaration, body, inLiteral: literal };
}

interface DeclaredVariable {
  readonly name: SyntaxNode;
  readonly type: SyntaxNode | null;
  readonly value: SyntaxNode | null;
  /** There is an error beside it: `x, err := …` */
  readonly hasError: boolean;
}

/** The one variable of a statement, or the one before its error. */
function declaredVariable(statement: SyntaxNode): DeclaredVariable | null {
  if (statement.type === 'short_var_declaration') {
    const [name, ...others] = statement.child('left')?.parts ?? [];
    const [value, ...more] = statement.child('right')?.parts ?? [];
    const isOne = others.length <= 1 && more.length === 0;
    return name && value && isOne ? { name, type: null, value, hasError: others.length === 1 } : null;
  }
  const [spec, ...others] = statement.type === 'var_declaration' ? statement.parts : [];
  if (spec?.type !== 'var_spec' || others.length > 0) return null;
  const [name, ...more] = spec.parts.filter(({ field }) => field === 'name');
  const [value = null, ...values] = spec.child('value')?.parts ?? [];
  return name && more.length + values.length === 0 ? { name, type: spec.child('type'), value, hasError: false } : null;
}

type Shape = Pick<Candidate, 'kind' | 'allocation' | 'type' | 'typeText' | 'constructed' | 'size' | 'literal'>;

/** Of a type that is written. */
function written(
  type: SyntaxNode,
  text: string,
  shape: Pick<Shape, 'kind' | 'allocation' | 'size' | 'literal'>,
): Shape {
  return { ...shape, type, typeText: textOf(type, text), constructed: null };
}

/** Two values are of one call, whose first is a new variable in its function. */
function madeOf({ name, value, hasError }: DeclaredVariable, statement: SyntaxNode, file: LocatedFile): Shape | null {
  const { text } = file.lines;
  const constructed = value?.type === 'call_expression' ? constructedBy(value, file) : null;
  if (!value || constructed?.row.hasError !== hasError) return null;
  const known = hasError ? declarationOf(name, text, statement) : null;
  if (known && known.kind !== 'universe') return null;
  const { typeText } = constructed;
  return { kind: 'made', allocation: value, type: null, typeText, constructed, size: null, literal: null };
}

function shapeOf({ name, type, value, hasError }: DeclaredVariable, text: string): Shape | null {
  if (hasError) return null;
  if (type) {
    const isPlain = value === null && isPoolable(type, text);
    return isPlain ? written(type, text, { kind: 'value', allocation: name, size: null, literal: null }) : null;
  }
  switch (value?.type) {
    case 'call_expression':
      return shapeOfCall(value, text);
    case 'unary_expression': {
      const literal = value.child('operand');
      const of =
        text.charAt(value.start) === '&' && literal?.type === 'composite_literal' ? literal.child('type') : null;
      if (!literal || !of || !isPoolable(of, text)) return null;
      return written(of, text, { kind: 'pointer', allocation: value, size: null, literal: filled(literal) });
    }
    case 'composite_literal': {
      const of = value.child('type');
      if (of?.type === 'map_type' && !filled(value))
        return written(of, text, { kind: 'map', allocation: value, size: null, literal: null });
      if (!of || !isPoolable(of, text)) return null;
      return written(of, text, { kind: 'value', allocation: name, size: null, literal: filled(value) });
    }
    default:
      return null;
  }
}

/** `make` and `new` of the language. */
function shapeOfCall(call: SyntaxNode, text: string): Shape | null {
  const callee = call.child('function');
  const args = call.child('arguments')?.parts ?? [];
  const [type] = args;
  if (callee?.type !== 'identifier' || !type || declarationOf(callee, text) !== null) return null;
  switch (text.slice(callee.start, callee.end)) {
    case 'new':
      return args.length === 1 && isPoolable(type, text)
        ? written(type, text, { kind: 'pointer', allocation: call, size: null, literal: null })
        : null;
    case 'make': {
      const [, length, capacity = null] = args;
      if (type.type === 'map_type' && args.length <= 2) {
        const size = length ? { length, capacity: null } : null;
        return written(type, text, { kind: 'map', allocation: call, size, literal: null });
      }
      const element = type.type === 'slice_type' ? type.child('element') : null;
      if (!element || !length || args.length > 3) return null;
      return written(element, text, { kind: 'slice', allocation: call, size: { length, capacity }, literal: null });
    }
    default:
      return null;
  }
}

/** Types of values of their own: names and arrays. What only points to something is not worth a pool, and `[...]T` has no name. */
function isPoolable(type: SyntaxNode, text: string): boolean {
  switch (type.type) {
    case 'type_identifier':
      return !basic.test(text.slice(type.start, type.end));
    case 'qualified_type':
    case 'generic_type':
      return true;
    case 'array_type':
      return text.charAt(type.start + 1) !== '.';
    default:
      return false;
  }
}

const basic = /^(?:bool|byte|rune|u?int(?:8|16|32|64)?|uintptr|float(?:32|64)|complex(?:64|128)|string|error|any)$/;

const filled = (literal: SyntaxNode): SyntaxNode | null =>
  (literal.child('body')?.parts.length ?? 0) > 0 ? literal : null;
