// One plain sentence for each heap finding, in the user's language: the cause first, then what it does to the value. A phrase is a whole
// sentence, never glued from halves, so that each language can say it in its own order.
import type { Translate } from '#core/messages/translate';
import type { StaticKind } from './staticValues';
import type { Cause } from './reasons';

/** The compiler's text as code in a sentence: one line, at most 80 characters, never with a backtick inside. */
export function code(text: string): string {
  const line = text.replace(/\s+/g, ' ').replace(/`/g, "'");
  return `\`${line.length > 80 ? `${line.slice(0, 79)}…` : line}\``;
}

/** With a capital where a noun begins it, and without the space that a phrase leaves around code where two Chinese characters meet. */
export function tidy(sentence: string): string {
  return sentence.replace(/^the /, 'The ').replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '');
}

/** What a subject is called inside a sentence. */
export function noun(subject: string, explained: string, t: Translate): string {
  if (subject === 'func literal')
    return explained.includes('#yield') ? t('the body of this loop over a function') : t('the function literal');
  if (subject === '... argument') return t('the slice of the variadic arguments');
  if (subject === 'append') return t('the new array of `append`');
  if (subject.startsWith('new(<node')) return code('new(T)');
  if (/^~[rR]\d+$/.test(subject)) return t('the result of the inlined call');
  if (/(?:^|\.)#/.test(subject)) return t('the state of this loop over a function');
  return code(subject);
}

/** `moved to heap: x` */
export function movedSentence(name: string, { reason, way, target, call }: Cause, t: Translate): string {
  const callee = call === null || call.name === '' ? null : code(call.name);
  switch (reason) {
    case 'returned':
      return t('The address of {0} is returned from the function, so {0} is moved to the heap.', name);
    case 'stored-in-heap':
      if (target === null)
        return t('The address of {0} is stored where it may outlive the call, so {0} is moved to the heap.', name);
      if (way === 'in-storage') return inStorage(name, target, t);
      if (way === 'in-outer')
        return t(
          'The address of {0} is stored in {1}, which lives longer, so {0} is moved to the heap.',
          name,
          code(target),
        );
      return t(
        'The address of {0} is stored in {1}, where it may outlive the call, so {0} is moved to the heap.',
        name,
        code(target),
      );
    case 'passed-to-interface':
      if (call?.name === 'panic')
        return t('The address of {0} is passed to `panic` as an interface value, so {0} is moved to the heap.', name);
      if (callee !== null) {
        return t(
          'The address of {0} is passed to {1} as an interface value, and may be kept there, so {0} is moved to the heap.',
          name,
          callee,
        );
      }
      return movedInInterface(name, way, target, t);
    case 'passed-to-call':
      if (callee === null)
        return t('The address of {0} is passed to a call that may keep it, so {0} is moved to the heap.', name);
      return t('The address of {0} is passed to {1}, which may keep it, so {0} is moved to the heap.', name, callee);
    case 'called-through-interface':
      return movedDynamic(name, call?.kind ?? 'interface-or-function', callee, t);
    case 'captured-by-closure':
      if (way !== 'by-reference') {
        return t(
          'A function literal that is itself on the heap captures the address of {0}, so {0} is moved to the heap.',
          name,
        );
      }
      return t(
        'A function literal that is itself on the heap captures {0} by reference, so {0} is moved to the heap.',
        name,
      );
    case 'sent-on-channel':
      return t('The address of {0} is sent on a channel, so {0} is moved to the heap.', name);
    case 'goroutine':
      return t('A goroutine that may run longer than the call uses {0}, so {0} is moved to the heap.', name);
    case 'defer':
      return t('A deferred function literal that is itself on the heap uses {0}, so {0} is moved to the heap.', name);
    case 'too-large':
      return t('{0} is too large for the stack, so it is moved to the heap.', name);
    case 'non-constant-size':
      return t('The size of {0} is known only at run time, so {0} is moved to the heap.', name);
    case 'unknown':
    case 'none':
      return t('{0} is moved to the heap; the compiler does not say why.', name);
  }
}

function inStorage(name: string, target: string, t: Translate): string {
  if (target === '... argument') {
    return t(
      'The address of {0} is one of the variadic arguments, whose slice is itself on the heap, so {0} is moved to the heap.',
      name,
    );
  }
  if (target === 'func literal') {
    return t(
      'A function literal that is itself on the heap captures {0} by reference, so {0} is moved to the heap.',
      name,
    );
  }
  return t(
    'The address of {0} is stored in {1}, which is itself on the heap, so {0} is moved to the heap.',
    name,
    code(target),
  );
}

function movedDynamic(name: string, kind: string, callee: string | null, t: Translate): string {
  if (callee === null) {
    return t(
      'The address of {0} is passed to a function value: the compiler must assume that it is kept, so {0} is moved to the heap.',
      name,
    );
  }
  if (kind === 'interface') {
    return t(
      'The address of {0} is passed to {1}, called through an interface: the compiler must assume that it is kept, so {0} is moved to the heap.',
      name,
      callee,
    );
  }
  if (kind === 'function-value') {
    return t(
      'The address of {0} is passed to {1}, called through a function value: the compiler must assume that it is kept, so {0} is moved to the heap.',
      name,
      callee,
    );
  }
  return t(
    'The address of {0} is passed to {1}, called through an interface or a function value: the compiler must assume that it is kept, so {0} is moved to the heap.',
    name,
    callee,
  );
}

/** `E escapes to heap`; `boxed`: E is a plain value that an interface needs an address of. */
export function escapesSentence(name: string, { reason, way, target, call }: Cause, t: Translate): string {
  const callee = call === null || call.name === '' ? null : code(call.name);
  switch (reason) {
    case 'returned':
      return t('{0} is returned from the function, so it escapes to the heap.', name);
    case 'stored-in-heap':
      if (target === null) return t('{0} is stored where it may outlive the call, so it escapes to the heap.', name);
      if (target === '... argument')
        return t('{0} is one of the variadic arguments, which may be kept, so it escapes to the heap.', name);
      if (way === 'in-storage')
        return t('{0} is stored in {1}, which is itself on the heap, so it escapes to the heap.', name, code(target));
      if (way === 'in-outer')
        return t('{0} is stored in {1}, which lives longer, so it escapes to the heap.', name, code(target));
      return t('{0} is stored in {1}, where it may outlive the call, so it escapes to the heap.', name, code(target));
    case 'passed-to-interface':
      if (call?.name === 'panic')
        return t('{0} is passed to `panic` as an interface value, so it escapes to the heap.', name);
      if (callee !== null)
        return t(
          '{0} is passed to {1} as an interface value, and may be kept there, so it escapes to the heap.',
          name,
          callee,
        );
      if (way === 'returned') return t('{0} is returned as an interface value, so it escapes to the heap.', name);
      return escapesInInterface(name, way, target, t);
    case 'passed-to-call':
      if (callee === null) return t('{0} is passed to a call that may keep it, so it escapes to the heap.', name);
      return t('{0} is passed to {1}, which may keep it, so it escapes to the heap.', name, callee);
    case 'called-through-interface':
      return escapesDynamic(name, call?.kind ?? 'interface-or-function', callee, t);
    case 'captured-by-closure':
      return t('{0} is captured by a function literal that is itself on the heap, so it escapes to the heap.', name);
    case 'sent-on-channel':
      return t('{0} is sent on a channel, so it escapes to the heap.', name);
    case 'goroutine':
      return t('{0} is used by a goroutine, which may run longer than the call, so it escapes to the heap.', name);
    case 'defer':
      return t('{0} is kept until the function ends by a `defer` in a loop, so it escapes to the heap.', name);
    case 'too-large':
      return t('{0} is too large for the stack, so it escapes to the heap.', name);
    case 'non-constant-size':
      return t('The size of {0} is known only at run time, so {0} escapes to the heap.', name);
    case 'unknown':
    case 'none':
      return t('{0} escapes to the heap; the compiler does not say why.', name);
  }
}

function escapesDynamic(name: string, kind: string, callee: string | null, t: Translate): string {
  if (callee === null) {
    return t(
      '{0} is passed to a function value: the compiler must assume that it is kept, so it escapes to the heap.',
      name,
    );
  }
  if (kind === 'interface') {
    return t(
      '{0} is passed to {1}, called through an interface: the compiler must assume that it is kept, so it escapes to the heap.',
      name,
      callee,
    );
  }
  if (kind === 'function-value') {
    return t(
      '{0} is passed to {1}, called through a function value: the compiler must assume that it is kept, so it escapes to the heap.',
      name,
      callee,
    );
  }
  return t(
    '{0} is passed to {1}, called through an interface or a function value: the compiler must assume that it is kept, so it escapes to the heap.',
    name,
    callee,
  );
}

/** An interface value, and what holds it. */
function movedInInterface(name: string, way: Cause['way'], target: string | null, t: Translate): string {
  if (way === 'sent')
    return t(
      'The address of {0} is put in an interface value that is sent on a channel, so {0} is moved to the heap.',
      name,
    );
  if (way === 'by-value' || way === 'by-reference') {
    return t(
      'The address of {0} is put in an interface value that a function literal on the heap captures, so {0} is moved to the heap.',
      name,
    );
  }
  if (target === null || target === '... argument')
    return t(
      'The address of {0} is put in an interface value, which may outlive the call, so {0} is moved to the heap.',
      name,
    );
  if (way === 'in-storage') {
    return t(
      'The address of {0} is put in an interface value in {1}, which is itself on the heap, so {0} is moved to the heap.',
      name,
      code(target),
    );
  }
  if (way === 'in-outer') {
    return t(
      'The address of {0} is put in an interface value in {1}, which lives longer, so {0} is moved to the heap.',
      name,
      code(target),
    );
  }
  return t(
    'The address of {0} is put in an interface value in {1}, where it may outlive the call, so {0} is moved to the heap.',
    name,
    code(target),
  );
}

function escapesInInterface(name: string, way: Cause['way'], target: string | null, t: Translate): string {
  if (way === 'sent')
    return t('{0} is put in an interface value that is sent on a channel, so it escapes to the heap.', name);
  if (way === 'by-value' || way === 'by-reference') {
    return t(
      '{0} is put in an interface value that a function literal on the heap captures, so it escapes to the heap.',
      name,
    );
  }
  if (target === null || target === '... argument')
    return t('{0} is put in an interface value, which may outlive the call, so it escapes to the heap.', name);
  if (way === 'in-storage') {
    return t(
      '{0} is put in an interface value in {1}, which is itself on the heap, so it escapes to the heap.',
      name,
      code(target),
    );
  }
  if (way === 'in-outer') {
    return t(
      '{0} is put in an interface value in {1}, which lives longer, so it escapes to the heap.',
      name,
      code(target),
    );
  }
  return t(
    '{0} is put in an interface value in {1}, where it may outlive the call, so it escapes to the heap.',
    name,
    code(target),
  );
}

/** `func literal escapes to heap`: the literal with the variables that it captures. */
export function closureSentence(name: string, cause: Cause, t: Translate): string {
  switch (cause.reason) {
    case 'goroutine':
      return t('{0} is run by a new goroutine, which may outlive the call, so it escapes to the heap.', name);
    case 'defer':
      return t('{0} is kept until the function ends by a `defer` in a loop, so it escapes to the heap.', name);
    case 'captured-by-closure':
      return t(
        '{0} is captured by another function literal that is itself on the heap, so it escapes to the heap.',
        name,
      );
    default:
      return escapesSentence(name, cause, t);
  }
}

/** `E escapes to heap` where nothing is allocated. */
export function staticSentence(name: string, kind: StaticKind, t: Translate): string {
  switch (kind) {
    case 'constant':
      return t('{0} allocates nothing: a constant in an interface value is read-only data of the program.', name);
    case 'table':
      return t('{0} allocates nothing: the runtime has every one-byte value ready.', name);
    case 'empty':
      return t('{0} allocates nothing: it has no bytes to store.', name);
    case 'literal':
      return t('{0} allocates nothing: it captures no variable, so it is data of the program.', name);
  }
}
