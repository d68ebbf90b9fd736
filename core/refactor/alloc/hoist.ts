// A value that a loop makes anew each time, and that does not outlive its iteration: made once before the loop, and emptied where it was made.
//   for … {                            b := new(bytes.Buffer)
//       b := new(bytes.Buffer)     ▸   for … {
//       …                                  b.Reset()
// That no iteration leaves it to anybody is the compiler's to say (hoistProbe); a name that is used elsewhere in the function stays where it is.
import { below, isInside } from '#core/pool/flow';
import type { Translate } from '#core/messages/translate';
import { declarationAround } from '#core/syntax/enclosing';
import type { LocatedFile } from '#core/syntax/locate';
import { textOf } from '#core/syntax/sizeAsk';
import { fileNode, type SyntaxNode } from '#core/syntax/syntaxNode';
import { occurrencesOf, variableOf } from '#core/syntax/variables';
import { wordsOf } from '#core/syntax/words';
import type { Replacement } from '../offer';
import { borrowsIn, type Borrow } from '../pool/borrowing';
import { sliceWay } from '../pool/slices';
import { metBorrows, nodesOf, typeKey } from '../pool/study';
import { typeQuestion } from '../pool/typeQuestions';
import { before, type Before } from './before';
import { hoistProbe } from './hoistProbe';
import type { Found, Rewrite } from './rewrite';

export const hoist: Rewrite = {
  kind: 'refactor.rewrite.alloc.hoist',
  find: file => (file.tree ? loopsOf(fileNode(file.tree)).flatMap(loop => inLoop(loop, file)) : []),
};

function loopsOf(node: SyntaxNode): readonly SyntaxNode[] {
  const inner = node.parts.flatMap(loopsOf);
  return node.type === 'for_statement' ? [node, ...inner] : inner;
}

function inLoop(loop: SyntaxNode, file: LocatedFile): readonly Found[] {
  const list = loop.child('body')?.parts.find(({ type }) => type === 'statement_list');
  return (list?.parts ?? []).flatMap((statement): Found[] => {
    const { text } = file.lines;
    const made = madeBy(statement, text);
    const where = before(loop, text);
    if (!made || !where || !staysInLoop(made, loop, file)) return [];
    const word = textOf(made.name, text);
    const common = { at: statement, edit: () => editsOf(made, statement, where, text) };
    if (made.probeType === null) {
      return [
        { ...common, title: t => t('Make {0} once, before the loop', word), questions: [], gain: { kind: 'unseen' } },
      ];
    }
    const value = { ...made, statement, loop };
    if (!hoistProbe(value, [], file)) return [];
    const borrows = borrowsIn(list!, file);
    const asked = [...new Map(borrows.flatMap(needed).map(node => [typeKey(node), node])).entries()];
    const contracts = contractsOf(made.name, borrows, text);
    return [
      {
        ...common,
        title: t =>
          contracts.length === 0
            ? t('Make {0} once, before the loop', word)
            : t('Make {0} once, before the loop (given that {1} keeps nothing)', word, contracts.join(', ')),
        questions: asked.map(([, node]) => typeQuestion(node, text)),
        kept(answers) {
          const known = new Map(asked.flatMap(([key], index) => (answers[index] ? [[key, answers[index]]] : [])));
          const cuts = metBorrows(borrows, known).map(({ argument }) => argument);
          const copies = [hoistProbe(value, [], file), cuts.length > 0 ? hoistProbe(value, cuts, file) : null];
          return { copies: copies.filter(copy => copy !== null), isStrict: made.isStrict };
        },
        gain: { kind: 'out-of-loop', loop },
        ...(made.inputs.some(input => below(input, 'identifier').length > 0 && input.type !== 'type_identifier') &&
          made.probeType !== null && { confirm: (t: Translate) => asks(made, t) }),
      },
    ];
  });
}

/** A size that is no constant may be none at all where the loop does not run. */
function asks({ shape }: MadeValue, t: Translate): readonly string[] {
  return shape === 'slice'
    ? [t('Its size is worked out once, also where the loop does not run: it must not be negative then.')]
    : [];
}

const needed = ({ needs }: Borrow): readonly SyntaxNode[] => needs.flat().flatMap(nodesOf);

/** Whose word beside the compiler's the value may be given to. */
function contractsOf(name: SyntaxNode, borrows: readonly Borrow[], text: string): readonly string[] {
  const own = borrows.filter(({ argument }) => occurrencesOf(name, argument, text).length > 0);
  return [...new Set(own.map(({ by }) => by))];
}

function editsOf(made: MadeValue, statement: SyntaxNode, where: Before, text: string): readonly Replacement[] {
  const { start, end } = statement;
  return [
    { start: where.offset, end: where.offset, text: `${made.before}${where.lineEnd}` },
    made.inside === null ? lineOf(statement, text) : { start, end, text: made.inside },
  ];
}

export interface MadeValue {
  readonly name: SyntaxNode;
  /** The statement before the loop, and the one that stands in it instead; null: none. */
  readonly before: string;
  readonly inside: string | null;
  /** What must be worth the same before the loop. */
  readonly inputs: readonly SyntaxNode[];
  /** `pointer`: the variable is one; `value`: it is what the pointer of the probe points to. */
  readonly shape: 'pointer' | 'value' | 'slice' | 'map';
  /** The probe's type; null where the value is none that anybody could change. */
  readonly probeType: string | null;
  /** What is kept inside is given to the next iteration: nothing of it may leave. */
  readonly isStrict: boolean;
}

function madeBy(statement: SyntaxNode, text: string): MadeValue | null {
  if (statement.type === 'var_declaration') {
    const [spec, ...others] = statement.parts;
    const names = spec?.parts.filter(({ field }) => field === 'name') ?? [];
    const type = spec?.child('type');
    if (spec?.type !== 'var_spec' || others.length > 0 || names.length !== 1 || !type || spec.child('value'))
      return null;
    return ofVariable(names[0]!, type, `var ${textOf(names[0]!, text)} ${textOf(type, text)}`, text);
  }
  if (statement.type !== 'short_var_declaration') return null;
  const [name, ...names] = statement.child('left')?.parts ?? [];
  const [value, ...values] = statement.child('right')?.parts ?? [];
  if (name?.type !== 'identifier' || !value || names.length + values.length > 0) return null;
  return ofValue(name, value, textOf(statement, text), text);
}

/** `var x T` */
function ofVariable(name: SyntaxNode, type: SyntaxNode, whole: string, text: string): MadeValue | null {
  const [word, written] = [textOf(name, text), textOf(type, text)];
  if (!/^(?:type_identifier|qualified_type|array_type|generic_type)$/.test(type.type)) return null;
  const isBuffer = written === 'bytes.Buffer';
  if (/^(?:sync|atomic|strings)\./.test(written)) return null;
  return {
    name,
    before: whole,
    inside: isBuffer ? `${word}.Reset()` : `${word} = ${written}{}`,
    inputs: [type],
    shape: 'value',
    probeType: `*${written}`,
    isStrict: isBuffer,
  };
}

function ofValue(name: SyntaxNode, value: SyntaxNode, whole: string, text: string): MadeValue | null {
  const word = textOf(name, text);
  switch (value.type) {
    case 'unary_expression': {
      const literal = value.child('operand');
      const type = literal?.type === 'composite_literal' ? literal.child('type') : null;
      if (text.charAt(value.start) !== '&' || !literal || !type) return null;
      return pointerTo(name, type, textOf(literal, text), text);
    }
    case 'composite_literal': {
      const type = value.child('type');
      if (type?.type !== 'type_identifier' && type?.type !== 'qualified_type' && type?.type !== 'array_type')
        return null;
      const variable = ofVariable(name, type, `var ${word} ${textOf(type, text)}`, text);
      return variable && { ...variable, inside: `${word} = ${textOf(value, text)}` };
    }
    case 'call_expression':
      return ofCall(name, value, whole, text);
    default:
      return null;
  }
}

function pointerTo(name: SyntaxNode, type: SyntaxNode, literal: string, text: string): MadeValue | null {
  const [word, written] = [textOf(name, text), textOf(type, text)];
  if (/^(?:sync|atomic|strings)\./.test(written)) return null;
  const isBuffer = written === 'bytes.Buffer';
  return {
    name,
    before: `${word} := new(${written})`,
    inside: isBuffer ? `${word}.Reset()` : `*${word} = ${literal}`,
    inputs: [type],
    shape: 'pointer',
    probeType: `*${written}`,
    isStrict: isBuffer,
  };
}

function ofCall(name: SyntaxNode, call: SyntaxNode, whole: string, text: string): MadeValue | null {
  const word = textOf(name, text);
  const given = call.child('arguments')?.parts ?? [];
  const [type, ...sizes] = given;
  switch (textOf(call.child('function'), text)) {
    case 'new':
      return type ? pointerTo(name, type, `${textOf(type, text)}{}`, text) : null;
    case 'make': {
      if (type?.type !== 'slice_type' && type?.type !== 'map_type') return null;
      const isEmpty = type.type === 'slice_type' && sizes.length === 2 && textOf(sizes[0]!, text) === '0';
      return {
        name,
        before: whole,
        inside: isEmpty ? `${word} = ${word}[:0]` : `clear(${word})`,
        inputs: given,
        shape: type.type === 'slice_type' ? 'slice' : 'map',
        probeType: textOf(type, text),
        // What a cut slice holds stays in its memory, and may be written over.
        isStrict: isEmpty,
      };
    }
    case 'regexp.MustCompile':
    case 'regexp.MustCompilePOSIX': {
      const isConstant = given.length === 1 && /^(?:raw|interpreted)_string_literal$/.test(given[0]!.type);
      if (!isConstant) return null;
      return { name, before: whole, inside: null, inputs: [], shape: 'pointer', probeType: null, isStrict: false };
    }
    default:
      return null;
  }
}

/** Nobody outside of the loop knows the name; what it is made of is the same before; nothing runs with it later. */
function staysInLoop({ name, inputs, shape, inside }: MadeValue, loop: SyntaxNode, file: LocatedFile): boolean {
  const { text } = file.lines;
  const around = declarationAround(loop);
  const list = loop.child('body');
  if (!around || !list || below(around.child('body'), 'goto_statement').length > 0) return false;
  const word = textOf(name, text);
  for (const index of wordsOf(textOf(around, text), word)) {
    const at = around.start + index;
    const isField = text.charAt(at - 1) === '.';
    // Before its declaration the name is another's, who would be hidden.
    if (!isField && (at < name.start || at >= list.end)) return false;
  }
  const uses = occurrencesOf(name, list, text);
  const isDeferred = (node: SyntaxNode): boolean => below(list, 'defer_statement').some(part => isInside(node, part));
  if (uses.some(({ node, isInLiteral }) => isInLiteral || isDeferred(node))) return false;
  const isAppended = inside?.endsWith('[:0]') === true;
  // What is more than its length must not be seen, nor shared: the memory of the iteration before is there.
  const nodes = uses.map(({ node }) => node);
  if (isAppended && sliceWay(nodes, borrowsIn(list, file), text) === 'fixed') return false;
  const isOwn = uses.every(({ node, kind }) => {
    if (shape === 'value') return true;
    return kind === 'read' || (kind === 'write' && isAppended && isAppendTo(node, word, text));
  });
  return isOwn && inputs.every(input => isSameBefore(input, loop, text));
}

/** `x = append(x, …)` */
function isAppendTo(node: SyntaxNode, word: string, text: string): boolean {
  const assignment = node.parent?.parent;
  const [value, ...others] = assignment?.child('right')?.parts ?? [];
  return others.length === 0 && value !== undefined && textOf(value, text).startsWith(`append(${word},`);
}

/** Constants, types, and variables of outside that the loop only reads. */
function isSameBefore(node: SyntaxNode, loop: SyntaxNode, text: string): boolean {
  switch (node.type) {
    case 'call_expression': {
      const callee = textOf(node.child('function'), text);
      return (
        /^(?:len|cap|int)$/.test(callee) &&
        (node.child('arguments')?.parts ?? []).every(part => isSameBefore(part, loop, text))
      );
    }
    case 'selector_expression':
    case 'index_expression':
    case 'unary_expression':
      return false;
    case 'identifier': {
      const name = variableOf(node, text);
      if (!name) return true;
      return (
        !isInside(name, loop) &&
        occurrencesOf(name, loop, text).every(({ kind, isInLiteral }) => kind === 'read' && !isInLiteral)
      );
    }
    default:
      return node.parts.every(part => isSameBefore(part, loop, text));
  }
}

/** A statement with the line that it stands on. */
function lineOf(
  statement: SyntaxNode,
  text: string,
): { readonly start: number; readonly end: number; readonly text: string } {
  const start = text.lastIndexOf('\n', statement.start) + 1;
  const end = text.indexOf('\n', statement.end) + 1;
  const isAlone = end > 0 && text.slice(start, end).trim() === textOf(statement, text);
  return isAlone ? { start, end, text: '' } : { start: statement.start, end: statement.end, text: '' };
}
