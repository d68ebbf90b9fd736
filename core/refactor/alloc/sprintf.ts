// fmt.Sprintf with plain verbs and plain values: its arguments need not become interfaces.
//   fmt.Sprintf("%s-%d", name, n)   ▸   name + "-" + strconv.Itoa(n)
// Types are the compiler's word: one that has a name of its own may have a String method, and is left alone.
import { declarationOfWord } from '#core/syntax/scopes';
import { importsOf } from '#core/syntax/imports';
import type { LocatedFile } from '#core/syntax/locate';
import { textOf } from '#core/syntax/sizeAsk';
import { fileNode, nodeBelow, type SyntaxNode } from '#core/syntax/syntaxNode';
import { addImport } from '../addImport';
import type { Replacement } from '../offer';
import { typeQuestion } from '../pool/typeQuestions';
import { dropImport } from './dropImport';
import type { Found, Rewrite } from './rewrite';

export const sprintf: Rewrite = {
  kind: 'refactor.rewrite.alloc.sprintf',
  find(file) {
    const { tree, lines } = file;
    const { text } = lines;
    if (!tree || !importsOf(file).some(({ name, path }) => path === 'fmt' && name === null)) return [];
    return [...text.matchAll(/\bfmt\.Sprintf\(/g)].flatMap(({ index }) => {
      const call = nodeBelow(fileNode(tree), index).parent?.parent;
      return call?.type === 'call_expression' && call.start === index ? found(call, file) : [];
    });
  },
};

function found(call: SyntaxNode, file: LocatedFile): readonly Found[] {
  const { text } = file.lines;
  const [format, ...values] = call.child('arguments')?.parts ?? [];
  const pieces = format ? piecesOf(format, text) : null;
  const verbs = pieces?.filter(piece => piece.kind === 'verb') ?? [];
  if (!pieces || verbs.length === 0 || verbs.length !== values.length) return [];
  if (values.some(({ type }) => type === 'variadic_argument') || textOf(call, text).includes('...')) return [];
  return [
    {
      at: call,
      title: t => t('Build the string without {0}', 'fmt.Sprintf'),
      questions: values.map(value => typeQuestion(value, text)),
      edit(answers) {
        const parts: string[] = [];
        let index = 0;
        for (const piece of pieces) {
          if (piece.kind === 'text') {
            parts.push(piece.source);
            continue;
          }
          const [value, type] = [values[index]!, answers[index]?.type];
          index++;
          const part = type === undefined ? null : converted(piece.verb, type, value, text);
          if (part === null) return null;
          parts.push(part);
        }
        return replaced(call, parts, file);
      },
      gain: { kind: 'fewer' },
    },
  ];
}

type Piece = { readonly kind: 'text'; readonly source: string } | { readonly kind: 'verb'; readonly verb: string };

/** The text between verbs as literals of the format's own kind; null where there is a flag, a width, or an escape by number. */
function piecesOf(format: SyntaxNode, text: string): readonly Piece[] | null {
  if (!/^(?:interpreted|raw)_string_literal$/.test(format.type)) return null;
  const source = textOf(format, text);
  const quote = source.charAt(0);
  const inner = source.slice(1, -1);
  // Its bytes may be a percent sign, or the half of a character.
  if (quote === '"' && /\\[xuU0-7]/.test(inner)) return null;
  const pieces: Piece[] = [];
  let plain = '';
  const endPlain = (): void => {
    if (plain !== '') pieces.push({ kind: 'text', source: `${quote}${plain}${quote}` });
    plain = '';
  };
  for (const [part, verb] of inner.matchAll(/%(.?)|[^%]+/gs)) {
    if (!part.startsWith('%')) plain += part;
    else if (verb === '%') plain += '%';
    else if (verb !== undefined && /^[sdvtxq]$/.test(verb)) {
      endPlain();
      pieces.push({ kind: 'verb', verb });
    } else return null;
  }
  endPlain();
  return pieces;
}

/** The string that a verb makes of a value of the type; null where it is none of the plain ones. `strconv.` is put in front later. */
function converted(verb: string, type: string, node: SyntaxNode, text: string): string | null {
  const value = textOf(node, text);
  const isInt = /^(?:int(?:8|16|32|64)?|rune)$/.test(type);
  const isUint = /^(?:uint(?:8|16|32|64)?|uintptr|byte)$/.test(type);
  switch (verb) {
    case 's':
      return type === 'string' ? operand(node, text) : null;
    case 'q':
      return type === 'string' ? `${mark}Quote(${value})` : null;
    case 't':
      return type === 'bool' ? `${mark}FormatBool(${value})` : null;
    case 'v':
      if (type === 'string') return operand(node, text);
      if (type === 'bool') return `${mark}FormatBool(${value})`;
      return decimal(10);
    case 'd':
      return decimal(10);
    case 'x':
      return decimal(16);
    default:
      return null;
  }

  function decimal(base: number): string | null {
    if (type === 'int' && base === 10) return `${mark}Itoa(${value})`;
    if (isInt) return `${mark}FormatInt(${type === 'int64' ? value : `int64(${value})`}, ${base})`;
    if (isUint) return `${mark}FormatUint(${type === 'uint64' ? value : `uint64(${value})`}, ${base})`;
    return null;
  }
}

/** Stands for the file's name of strconv. */
const mark = '\u0000';

/** What binds less than `+` does not stand alone in a string's text. */
const operand = (node: SyntaxNode, text: string): string =>
  /^(?:binary|unary)_expression$/.test(node.type) ? `(${textOf(node, text)})` : textOf(node, text);

function replaced(call: SyntaxNode, parts: readonly string[], file: LocatedFile): readonly Replacement[] | null {
  const { text } = file.lines;
  const usesStrconv = parts.some(part => part.includes(mark));
  const added = usesStrconv ? addImport(file, 'strconv') : null;
  if (usesStrconv && (!added || declarationOfWord('strconv', text, call) !== null)) return null;
  const joined = parts.join(' + ').replaceAll(mark, added?.prefix ?? '');
  // `fmt.Sprintf(…)[1:]`: what goes on behind it means all of it. `[]byte(…)` has brackets of its own.
  const isOperand = call.field === 'operand' && call.parent?.type !== 'type_conversion_expression';
  const single = /^\(([^()]*)\)$/.exec(joined);
  const put = parts.length > 1 ? (isOperand ? `(${joined})` : joined) : single && !isOperand ? single[1]! : joined;
  const edits: Replacement[] = [{ start: call.start, end: call.end, text: put }];
  const isLast = [...text.matchAll(/\bfmt\./g)].filter(({ index }) => isName(file, index)).length === 1;
  const dropped = isLast ? dropImport(file, 'fmt', added?.edit ?? null) : added?.edit ? [added.edit] : [];
  return dropped && [...dropped, ...edits].sort((a, b) => a.start - b.start);
}

const isName = ({ tree }: LocatedFile, offset: number): boolean =>
  tree !== null && /^(?:identifier|package_identifier)$/.test(nodeBelow(fileNode(tree), offset).type);
