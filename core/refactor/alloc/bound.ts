// Goroutines that a loop starts without a limit, as many as there are things to do: at most so many at a time.
//   for … {                              limit := make(chan struct{}, runtime.GOMAXPROCS(0))
//       wg.Add(1)                        for … {
//       go func() {                  ▸       wg.Add(1)
//           defer wg.Done()                  limit <- struct{}{}
//                                            go func() {
//                                                defer func() { <-limit }()
// An errgroup has a limit of its own. Both change when the loop goes on and in which order things are done: somebody has to look.
import { below } from '#core/pool/flow';
import type { Translate } from '#core/messages/translate';
import { declarationAround } from '#core/syntax/enclosing';
import type { LocatedFile } from '#core/syntax/locate';
import { textOf } from '#core/syntax/sizeAsk';
import { fileNode, type SyntaxNode } from '#core/syntax/syntaxNode';
import { wordsOf } from '#core/syntax/words';
import { addImport } from '../addImport';
import { typeQuestion } from '../pool/typeQuestions';
import { before } from './before';
import type { Found, Rewrite } from './rewrite';

export const bound: Rewrite = {
  kind: 'refactor.rewrite.concurrency.bound',
  find: file => (file.tree ? loopsOf(fileNode(file.tree)).flatMap(loop => inLoop(loop, file)) : []),
};

function loopsOf(node: SyntaxNode): readonly SyntaxNode[] {
  const inner = node.parts.flatMap(loopsOf);
  return node.type === 'for_statement' ? [node, ...inner] : inner;
}

function inLoop(loop: SyntaxNode, file: LocatedFile): readonly Found[] {
  const { text } = file.lines;
  const around = declarationAround(loop);
  if (!around || isFew(loop, text)) return [];
  const statements = loop.child('body')?.parts.find(({ type }) => type === 'statement_list')?.parts ?? [];
  return statements.flatMap(statement => [
    ...byChannel(statement, statements, { loop, around, file }),
    ...byGroup(statement, { loop, around, file }),
  ]);
}

interface Around {
  readonly loop: SyntaxNode;
  /** The declaration. */
  readonly around: SyntaxNode;
  readonly file: LocatedFile;
}

/** A fixed number, or one that is named for what it is. */
function isFew(loop: SyntaxNode, text: string): boolean {
  const clause = loop.parts[0];
  if (clause?.type !== 'for_clause') return clause?.type !== 'range_clause';
  const condition = textOf(clause.child('condition'), text);
  return condition === '' || /[<>=]\s*\d+$|worker|proc|cpu|parallel|concurren|limit/i.test(condition);
}

const asks = (t: Translate): readonly string[] => [
  t(
    'The loop waits while as many goroutines are running as there are processors: one that waits for a later one waits for ever, and the order may be another.',
  ),
];

function byChannel(
  statement: SyntaxNode,
  statements: readonly SyntaxNode[],
  { loop, around, file }: Around,
): readonly Found[] {
  const { text } = file.lines;
  const call = statement.type === 'go_statement' ? statement.parts[0] : undefined;
  const literal = call?.child('function');
  const body = literal?.type === 'func_literal' ? literal.child('body') : null;
  const first = body?.parts.find(({ type }) => type === 'statement_list')?.parts[0];
  const group = /^defer (\w+)\.Done\(\)$/.exec(first ? textOf(first, text) : '')?.[1];
  const isAdded = statements.some(other => textOf(other, text) === `${group}.Add(1)`);
  const [where, here] = [before(loop, text), before(statement, text)];
  const inside = first ? before(first, text) : null;
  const added = addImport(file, 'runtime');
  const name = ['limit', 'slots', 'running'].find(word => wordsOf(text, word).length === 0);
  // Somebody has thought of it already: a channel is sent to, or received from, in the loop.
  const isBounded = below(loop, 'send_statement').length > 0 || /<-/.test(textOf(body, text).slice(0, 120));
  if (group === undefined || !isAdded || isBounded || !where || !here || !inside || !added || !name) return [];
  if (below(around.child('body'), 'goto_statement').length > 0) return [];
  const put = (offset: number, line: string, end: string): { start: number; end: number; text: string } => ({
    start: offset,
    end: offset,
    text: `${line}${end}`,
  });
  return [
    {
      at: statement,
      also: [loop.parts[0]!],
      title: t => t('Run at most as many of these goroutines at once as there are processors'),
      questions: [],
      edit: () => [
        ...(added.edit ? [added.edit] : []),
        put(where.offset, `${name} := make(chan struct{}, ${added.prefix}GOMAXPROCS(0))`, where.lineEnd),
        put(here.offset, `${name} <- struct{}{}`, here.lineEnd),
        put(inside.offset, `defer func() { <-${name} }()`, inside.lineEnd),
      ],
      gain: { kind: 'unseen' },
      confirm: asks,
    },
  ];
}

/** `g.Go(func() error { … })` */
function byGroup(statement: SyntaxNode, { loop, around, file }: Around): readonly Found[] {
  const { text } = file.lines;
  const callee = statement.type === 'expression_statement' ? statement.parts[0]?.child('function') : null;
  const group = callee?.type === 'selector_expression' ? callee.child('operand') : null;
  const [where, added] = [before(loop, text), addImport(file, 'runtime')];
  if (!callee || !group || group.type !== 'identifier' || textOf(callee.child('field'), text) !== 'Go') return [];
  const name = textOf(group, text);
  if (!where || !added || textOf(around, text).includes(`${name}.SetLimit(`)) return [];
  return [
    {
      at: statement,
      also: [loop.parts[0]!],
      title: t => t('Limit {0} to as many goroutines as there are processors', name),
      questions: [typeQuestion(group, text)],
      edit: ([type]) => {
        if (!/^\*?errgroup\.Group$/.test(type?.type ?? '')) return null;
        const line = `${name}.SetLimit(${added.prefix}GOMAXPROCS(0))${where.lineEnd}`;
        return [...(added.edit ? [added.edit] : []), { start: where.offset, end: where.offset, text: line }];
      },
      gain: { kind: 'unseen' },
      confirm: asks,
    },
  ];
}
