// The sentences of the findings that are no allocations: parameters, the inliner, captures; notes have theirs in noteSentences.ts.
import type { MessageBody, Note } from '#core/compiler/message';
import type { Translate } from '#core/messages/translate';
import { withoutInstance, withoutShapes } from './names';
import { noteSentence } from './noteSentences';
import { code, noun } from './sentences';

type OtherBody = Exclude<MessageBody, { readonly kind: 'moved-to-heap' | 'escapes' }>;
type Leak = Extract<MessageBody, { readonly kind: 'leaking-param' }>;

/** `bodies` say the same of one subject (a parameter leaks once per result); `text` is the compiler's own. */
export function otherSentence(bodies: readonly [OtherBody, ...OtherBody[]], text: string, t: Translate): string {
  const [body] = bodies;
  const name = code(withoutShapes(body.subject));
  const functionName = code(withoutInstance(body.subject));
  switch (body.kind) {
    case 'does-not-escape':
      // -d=escapemutationscalls=1
      if (text.endsWith(' does not escape, mutate, or call'))
        return t('{0} does not escape, and is neither changed nor called.', name);
      return t('{0} does not escape.', noun(withoutShapes(body.subject), '', t));
    case 'leaking-param':
      return leakSentence(
        name,
        bodies.filter((one): one is Leak => one.kind === 'leaking-param'),
        t,
      );
    case 'can-inline':
      if (body.cost === null) return t('{0} can be inlined.', functionName);
      return t('{0} can be inlined, at a cost of {1}.', functionName, body.cost);
    case 'cannot-inline':
      return t('{0} cannot be inlined: {1}.', functionName, oneLine(body.why));
    case 'inlined-call':
      return t('The call of {0} is inlined.', functionName);
    case 'devirtualized':
      if (body.to === '')
        return t('The call of {0} is devirtualized: the compiler knows the type behind the interface.', name);
      return t(
        'The call of {0} goes straight to {1}: the compiler knows the type behind the interface.',
        name,
        code(withoutShapes(body.to)),
      );
    case 'captured':
      if (body.by === 'value') return t('{0} is captured by value: the function literal holds a copy.', name);
      return t('{0} is captured by reference: the function literal holds its address.', name);
    case 'other':
      return oneLine(text);
    default:
      return noteSentence([body, ...bodies.slice(1).filter(isNote)], t);
  }
}

const verdicts: ReadonlySet<MessageBody['kind']> = new Set<Exclude<OtherBody, Note>['kind']>([
  'does-not-escape',
  'leaking-param',
  'can-inline',
  'cannot-inline',
  'inlined-call',
  'devirtualized',
  'captured',
  'other',
]);

const isNote = (body: OtherBody): body is Note => !verdicts.has(body.kind);

function leakSentence(name: string, leaks: readonly Leak[], t: Translate): string {
  const toHeap = leaks.find(({ result }) => result === null);
  if (toHeap?.content === false) return t('{0} may be kept after the call returns, so it leaks.', name);
  if (toHeap !== undefined) return t('What {0} points to may be kept after the call returns, so {0} leaks it.', name);
  const results = [...new Set(leaks.map(({ result }) => resultName(result ?? '', t)))].sort().join(', ');
  if (leaks.some(({ level }) => level === 0)) return t('{0} is returned ({1}), so it leaks.', name, results);
  return t('What {0} points to is returned ({1}), so {0} leaks it.', name, results);
}

/** `~r0`, an unnamed result, is counted as a person would. */
function resultName(result: string, t: Translate): string {
  const unnamed = /^~r(\d+)$/.exec(result)?.[1];
  return t('result {0}', unnamed === undefined ? code(result) : Number(unnamed) + 1);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
