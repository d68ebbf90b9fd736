// A string that becomes bytes only to be written, or bytes that become a string:
//   buf.Write([]byte(s))        ▸   buf.WriteString(s)
//   buf.WriteString(string(b))  ▸   buf.Write(b)
// Of types of the standard library alone, whose two methods do the same.
import { textOf } from '#core/syntax/sizeAsk';
import type { LocatedFile } from '#core/syntax/locate';
import { fileNode, nodeBelow, type SyntaxNode } from '#core/syntax/syntaxNode';
import { typeQuestion } from '../pool/typeQuestions';
import type { Found, Rewrite } from './rewrite';

const writers = new Set([
  'bytes.Buffer',
  '*bytes.Buffer',
  'strings.Builder',
  '*strings.Builder',
  'bufio.Writer',
  '*bufio.Writer',
  'os.File',
  '*os.File',
]);

export const writeString: Rewrite = {
  kind: 'refactor.rewrite.alloc.conversion',
  find(file) {
    const { tree, lines } = file;
    if (!tree) return [];
    return [...lines.text.matchAll(/\.(?:Write\(\[\]byte\(|WriteString\(string\()/g)].flatMap(({ index }) => {
      const call = nodeBelow(fileNode(tree), index + 1).parent?.parent;
      return call?.type === 'call_expression' ? found(call, file) : [];
    });
  },
};

function found(call: SyntaxNode, { lines }: LocatedFile): readonly Found[] {
  const { text } = lines;
  const callee = call.child('function');
  const [operand, method] = [callee?.child('operand'), callee?.child('field')];
  const [conversion, ...others] = call.child('arguments')?.parts ?? [];
  if (!operand || !method || !conversion || others.length > 0) return [];
  const value = convertedBy(conversion);
  if (!value) return [];
  const [name, wanted] = textOf(method, text) === 'Write' ? ['WriteString', 'string'] : ['Write', '[]byte'];
  return [
    {
      at: call,
      title: t => t('Write {0} without a conversion', textOf(value, text)),
      questions: [typeQuestion(operand, text), typeQuestion(value, text)],
      edit: ([writer, type]) =>
        writer && type?.type === wanted && writers.has(writer.type)
          ? [
              { start: method.start, end: method.end, text: name },
              { start: conversion.start, end: conversion.end, text: textOf(value, text) },
            ]
          : null,
      gain: { kind: 'fewer' },
    },
  ];
}

/** `[]byte(x)`, `string(x)` */
function convertedBy(node: SyntaxNode): SyntaxNode | null {
  if (node.type === 'type_conversion_expression') return node.child('operand');
  const given = node.type === 'call_expression' ? (node.child('arguments')?.parts ?? []) : [];
  return given.length === 1 ? given[0]! : null;
}
