// The sentences of what the compiler notes beside its verdicts: about parameters that hold addresses, benchmark loops, calls that
// stay indirect, and what the back end made of a line.
import type { Note } from '#core/compiler/message';
import type { Translate } from '#core/messages/translate';
import { withoutInstance, withoutShapes } from './names';
import { code } from './sentences';

type NoteOf<Kind extends Note['kind']> = Extract<Note, { readonly kind: Kind }>;

/** `notes` say the same kind of thing of one subject at one place. */
export function noteSentence(notes: readonly [Note, ...Note[]], t: Translate): string {
  const [note] = notes;
  const name = code(withoutShapes(note.subject));
  switch (note.kind) {
    case 'zero-copy':
      return t('The string is converted to `[]byte` without a copy: nothing changes its bytes.');
    case 'self-assignment':
      return t('{0} makes nothing escape: it assigns a part of a value to the value itself.', name);
    case 'kept-alive':
      return keptAliveSentence(note, name, t);
    case 'uintptr':
      return uintptrSentence(note, isUnnamed(note.subject) ? t('the unnamed parameter') : name, t);
    case 'mutates-param':
      if (note.derefs === 0) return t('{0} is written through: the function may change what it points to.', name);
      return t('{0} is written through: the function may change what is {1} pointers further on.', name, note.derefs);
    case 'calls-param':
      if (note.derefs === 0) return t('{0} is called by the function.', name);
      return t('A function that {0} leads to is called.', name);
    case 'cannot-devirtualize':
      return indirectSentence(note, name, t);
    case 'big-function':
      return t(
        '{0} is so large that only very small functions are inlined into it.',
        code(withoutInstance(note.subject)),
      );
    case 'tail-call':
      return t('The wrapper of the promoted method {0} is a tail call.', name);
    case 'bounds-check':
      return t('The index is checked here at run time.');
    case 'slice-bounds-check':
      return t('The slice bounds are checked here at run time.');
    case 'bounds-elided':
      return t('The index needs no check: it is always within bounds.');
    case 'nil-check':
      // Where code was inlined one place may have both: what stays is what costs.
      if (notes.some(one => one.kind === 'nil-check' && one.state === 'generated'))
        return t('A pointer is checked for nil here at run time.');
      return t('No nil check is needed here.');
    case 'closure':
      return closureNote(note, t);
    case 'defer':
      return deferSentence(note, t);
    case 'append':
      return appendSentence(note, name, t);
    case 'slice':
      return t('The slice expression changes nothing and is left out.');
    case 'type-assertion':
      if (notes.every(one => one.kind === 'type-assertion' && one.inlined))
        return t('The dynamic type is compared here: nothing is called for it.');
      return t(
        'The runtime looks up the dynamic type here: for a type assertion, or to make one interface type of another.',
      );
    case 'interface-value':
      return interfaceSentence(note, name, t);
    case 'write-barrier':
      return t('A pointer is written here with a write barrier, for the garbage collector.');
    case 'loop-variable':
      if (note.where === null) return t('The variables of this loop are new in each iteration.');
      if (note.where === 'heap') return t('{0} is a new variable in each iteration, allocated on the heap.', name);
      return t('{0} is a new variable in each iteration, on the stack.', name);
    case 'static-copy':
      return t(
        '{0} gets its value when the program starts, not from its data: {1} may have changed by then.',
        name,
        code(withoutShapes(note.from)),
      );
    case 'live':
      return liveSentence(note, name, t);
  }
}

/** `_` and `arg#2` up to Go 1.21, `~p1` since. */
const isUnnamed = (parameter: string): boolean => /^(?:_|~p\d+|arg#\d+)$/.test(parameter);

/** A variable of the compiler's own: `.autotmp_4`, `.dict.F[int]`, `#state1`. */
const isCompilers = (variable: string): boolean => /^[.~#]/.test(variable);

function keptAliveSentence({ what, subject }: NoteOf<'kept-alive'>, name: string, t: Translate): string {
  switch (what) {
    case 'variable':
      if (isCompilers(subject)) return t('A value is kept alive, so that this benchmark loop measures it.');
      return t('{0} is kept alive, so that this benchmark loop measures what it gets.', name);
    case 'result':
      return t('What the call returns is kept alive, so that this benchmark loop measures the call.');
    case 'argument':
      return t('An argument of the call is kept alive, so that this benchmark loop measures it.');
    case 'dereference':
      return t('What the pointer points to is kept alive, so that this benchmark loop measures it.');
    case 'expression':
      return t('A value is kept alive, so that this benchmark loop measures it.');
    case 'uninlined':
      return t('Calls in this benchmark loop are not inlined, so that it measures them.');
    case 'unknown':
      return t('Nothing is kept alive here: the compiler may leave out this statement of the benchmark loop.');
  }
}

function uintptrSentence({ way }: NoteOf<'uintptr'>, name: string, t: Translate): string {
  switch (way) {
    case 'assumed':
      return t('{0} is taken for an address: what it points to is kept alive until the call returns.', name);
    case 'escaping':
      return t(
        '{0} is taken for an address: what it points to is on the heap, and kept alive until the call returns.',
        name,
      );
    case 'variadic':
      return t(
        'Each of {0} is taken for an address: what it points to is on the heap, and kept alive until the call returns.',
        name,
      );
  }
}

function indirectSentence({ subject, why, by }: NoteOf<'cannot-devirtualize'>, name: string, t: Translate): string {
  if (subject === '') return t('The call goes through an interface, since it is in generic code.');
  if (by === 'profile') {
    if (why === '') return t('{0} is called by `go` or `defer`: the profile cannot make that a direct call.', name);
    return t('Calls of {0} are not made direct by the profile: {1}.', name, why.replace(/\s+/g, ' '));
  }
  if (why === '') return t('{0} stays a call through an interface.', name);
  return t('{0} stays a call through an interface: in generic code its type has more than one meaning.', name);
}

function closureNote({ where, captured }: NoteOf<'closure'>, t: Translate): string {
  const names = captured
    .filter(each => !isCompilers(each))
    .map(code)
    .join(', ');
  switch (where) {
    case 'global':
      return t('The function literal captures nothing: it is data of the program and never allocated.');
    case 'heap':
      if (names === '') return t('The function literal is on the heap.');
      return t('The function literal is on the heap and holds {0}.', names);
    case 'stack':
      if (names === '') return t('The function literal is on the stack.');
      return t('The function literal is on the stack and holds {0}.', names);
  }
}

function deferSentence({ how }: NoteOf<'defer'>, t: Translate): string {
  switch (how) {
    case 'open-coded':
      return t('The deferred call is compiled into the exits of the function: nothing is recorded for it.');
    case 'stack-allocated':
      return t('The deferred call is recorded on the stack.');
    case 'heap-allocated':
      return t('The deferred call is recorded on the heap: this `defer` may run more than once.');
  }
}

function appendSentence({ how }: NoteOf<'append'>, name: string, t: Translate): string {
  switch (how) {
    case 'length':
      return t('`append` writes back only the length while the capacity is enough.');
    case 'local':
      return t('`append` changes only the length of a local slice while the capacity is enough.');
    case 'unaliased':
      return t('{0} grows a slice whose array nothing else refers to: the old array can be freed at once.', name);
  }
}

function interfaceSentence({ how, to }: NoteOf<'interface-value'>, name: string, t: Translate): string {
  switch (how) {
    case 'constant':
      return t('{0} is always {1} here, so that putting it in an interface allocates nothing.', name, code(to ?? ''));
    case 'zero':
      return t('{0} has no bytes, so that putting it in an interface allocates nothing.', name);
    case 'global':
      return t('{0} is put in an interface without an allocation: it is data of the program.', name);
    case 'stack':
      return t('{0} is put in an interface without an allocation: it is on the stack.', name);
  }
}

function liveSentence({ at, subject, variables }: NoteOf<'live'>, name: string, t: Translate): string {
  const names = variables.map(code).join(', ');
  switch (at) {
    case 'entry':
      return t('Live where {0} begins: {1}.', name, names);
    case 'call':
      if (subject === '') return t('Live during the call: {0}.', names);
      return t('Live during the call of {0}: {1}.', name, names);
    case 'object':
      return t('{0} lies on the stack, and its address is used.', name);
  }
}
