// Does a value leave its iteration? The compiler is asked with a copy of the function in which each iteration is a call of its own, with the value
// as a parameter:
//   for … { x := new(T); BODY }   ▸   for … { func(probe *T) { defer nop(); x := probe; BODY }(nil) }
// What flows to a variable of outside, or is returned, is `leaking param: probe` then. `continue` and `break` end such a call.
import { declarationAround } from '#core/syntax/enclosing';
import type { LocatedFile } from '#core/syntax/locate';
import { textOf } from '#core/syntax/sizeAsk';
import type { SyntaxNode } from '#core/syntax/syntaxNode';
import { occurrencesOf } from '#core/syntax/variables';
import { inOrder, type TextEdit } from '../pool/editText';
import type { MadeValue } from './hoist';

export interface HoistedValue extends Pick<MadeValue, 'name' | 'shape' | 'probeType'> {
  readonly statement: SyntaxNode;
  readonly loop: SyntaxNode;
}

/** The declaration of the copy, with `@` for the number of its names; null where the loop's body cannot be a call. `cuts`: what is only borrowed. */
export function hoistProbe(value: HoistedValue, cuts: readonly SyntaxNode[], { lines }: LocatedFile): string | null {
  const { text } = lines;
  const { loop, statement, name, shape, probeType } = value;
  const declaration = declarationAround(loop);
  const [own, body] = [declaration?.child('name'), loop.child('body')];
  if (!declaration || !own || !body || probeType === null) return null;
  const source = textOf(declaration, text);
  if (source.includes('@') || source.includes('escapement')) return null;
  const ways = waysOut(body, { inLoop: false, inSwitch: false }, text);
  if (!ways) return null;
  const probe = 'escapementProbe@';
  const head = ` func(${probe} ${probeType}) { defer escapementNop@(); `;
  const word = textOf(name, text);
  const edits: TextEdit[] = [
    { start: own.start, end: own.end, text: `${textOf(own, text)}EscapementCopy@` },
    { start: body.start + 1, end: body.start + 1, text: head },
    { start: body.end - 1, end: body.end - 1, text: '\n}(nil) ' },
    {
      start: statement.start,
      end: statement.end,
      text: shape === 'value' ? `_ = ${probe}` : `${word} := ${probe}; _ = ${word}`,
    },
    ...ways,
    ...cuts.flatMap(({ start, end }) => [
      { start, end: start, text: 'escapementCut@(' },
      { start: end, end, text: ')' },
    ]),
  ];
  if (shape === 'value') {
    for (const { node } of occurrencesOf(name, body, text)) edits.push({ ...spanOf(node), text: `(*${probe})` });
  }
  let copy = '';
  let at = declaration.start;
  for (const edit of inOrder(edits)) {
    if (edit.start < at) return null;
    copy += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  copy += text.slice(at, declaration.end);
  const cut = cuts.length > 0 ? '\nfunc escapementCut@[T any](T) (none T) { return }' : '';
  return `${copy}${cut}\nfunc escapementNop@() {}\nvar escapementKept@ []interface{}\nfunc escapementKeep@(all ...interface{}) { escapementKept@ = all }`;
}

const spanOf = ({ start, end }: SyntaxNode): { readonly start: number; readonly end: number } => ({ start, end });

interface Around {
  readonly inLoop: boolean;
  readonly inSwitch: boolean;
}

/** What leads out of the iteration, as the end of a call; null where a label is meant. */
function waysOut(node: SyntaxNode, around: Around, text: string): readonly TextEdit[] | null {
  switch (node.type) {
    case 'func_literal':
      return [];
    case 'goto_statement':
    case 'labeled_statement':
    case 'fallthrough_statement':
      return node.type === 'fallthrough_statement' ? [] : null;
    case 'continue_statement':
      if (node.parts.length > 0) return null;
      return around.inLoop ? [] : [{ ...spanOf(node), text: 'return' }];
    case 'break_statement':
      if (node.parts.length > 0) return null;
      return around.inLoop || around.inSwitch ? [] : [{ ...spanOf(node), text: 'return' }];
    case 'return_statement': {
      const keyword = node.children[0];
      if (node.parts.length === 0 || !keyword) return [];
      // All of it, were it the results of one call.
      return [
        { ...spanOf(keyword), text: 'escapementKeep@(' },
        { start: node.end, end: node.end, text: '); return' },
      ];
    }
    default: {
      const inside = {
        inLoop: around.inLoop || node.type === 'for_statement',
        inSwitch: around.inSwitch || /^(?:expression_switch|type_switch|select)_statement$/.test(node.type),
      };
      const all = node.parts.map(part => waysOut(part, inside, text));
      return all.some(edits => edits === null) ? null : all.flatMap(edits => edits ?? []);
    }
  }
}
