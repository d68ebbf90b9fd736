// Why an allocation is left as it is, in one sentence that names the line. What the compiler says of the flow is read in verdict.ts, what
// syntax alone forbids in forbidden.ts.
import type { Translate } from '#core/messages/translate';

/** Lines are 1-based. */
export type Refusal =
  | {
      readonly kind: 'returned' | 'content' | 'goroutine' | 'sent' | 'captured' | 'unknown-callee';
      readonly line: number;
    }
  | { readonly kind: 'stored'; readonly where: string; readonly line: number }
  | { readonly kind: 'kept'; readonly by: string; readonly line: number }
  /** The compiler says that it leaves, and not how. */
  | { readonly kind: 'leaves' }
  /** It gives no verdict: a generic function that nobody calls, code that is not built here. */
  | { readonly kind: 'no-verdict' }
  | { readonly kind: 'unsafe' | 'reassigned' | 'addressed' | 'goto'; readonly line: number }
  | { readonly kind: 'hidden'; readonly name: string; readonly line: number }
  | { readonly kind: 'local-type' | 'type-parameter' | 'generated' | 'cgo' | 'read-only' | 'in-loop' | 'in-literal' }
  | { readonly kind: 'builder' | 'cold' | 'inlined' }
  | { readonly kind: 'once'; readonly function: string }
  | { readonly kind: 'directive'; readonly directive: string }
  | { readonly kind: 'no-reset' | 'no-reset-stream' | 'keyed' | 'size-type' | 'maybe-own'; readonly type: string }
  /** Its first content is not its own. */
  | { readonly kind: 'given' }
  | { readonly kind: 'no-constant' }
  | { readonly kind: 'small'; readonly bytes: number };

export function refusalSentence(refusal: Refusal, t: Translate): string {
  switch (refusal.kind) {
    case 'returned':
      return t('returned: the caller keeps the memory (line {0})', refusal.line);
    case 'content':
      return t('the memory inside it is given away (line {0})', refusal.line);
    case 'stored':
      return t('stored in {0} (line {1}), which outlives the call', refusal.where, refusal.line);
    case 'goroutine':
      return t('used by a goroutine (line {0})', refusal.line);
    case 'sent':
      return t('sent on a channel (line {0})', refusal.line);
    case 'captured':
      return t('captured by a closure that outlives the call (line {0})', refusal.line);
    case 'unknown-callee':
      return t('passed to an unknown callee (line {0}), which may keep it', refusal.line);
    case 'kept':
      return t('kept by {0} (line {1})', refusal.by, refusal.line);
    case 'leaves':
      return t('the compiler says that it outlives the call');
    case 'no-verdict':
      return t('the compiler gives no verdict on this function');
    case 'unsafe':
      return t('unsafe code hides where the pointer goes (line {0})', refusal.line);
    case 'reassigned':
      return t('the variable is reassigned (line {0})', refusal.line);
    case 'addressed':
      return t("the variable's own address is taken (line {0})", refusal.line);
    case 'goto':
      return t('a goto may jump over it (line {0})', refusal.line);
    case 'hidden':
      return t('{0} means something else where it is used (line {1})', refusal.name, refusal.line);
    case 'local-type':
      return t('the type is declared inside the function');
    case 'type-parameter':
      return t('the type depends on a type parameter');
    case 'generated':
      return t('generated file');
    case 'cgo':
      return t('cgo file: C code may keep the pointer');
    case 'read-only':
      return t('the file belongs to a dependency');
    case 'in-loop':
      return t('in a loop: hoist it out of the loop first');
    case 'in-literal':
      return t('in a function literal: give the function a name first');
    case 'builder':
      return t('a strings.Builder gives its memory to the string: use Grow');
    case 'cold':
      return t('runs only when something has failed: not worth a pool');
    case 'inlined':
      return t('inlined into its callers, where the size is constant and nothing is allocated');
    case 'once':
      return t('runs once: {0}', refusal.function);
    case 'directive':
      return t('the function has the directive {0}', refusal.directive);
    case 'no-reset':
      return t('no reset is known for {0}', refusal.type);
    case 'no-reset-stream':
      return t('no reset is known for {0}: pool the buffer below it', refusal.type);
    case 'keyed':
      return t('a {0} with a key keeps it: each key would need a pool of its own', refusal.type);
    case 'maybe-own':
      return t('what it is made of may be a {0} itself: give that a name first', refusal.type);
    case 'given':
      return t('it begins with memory that is not its own');
    case 'no-constant':
      return t('its size or level is no constant');
    case 'size-type':
      return t('its size has the type {0}: convert it to int first', refusal.type);
    case 'small':
      return t('{0} bytes: not worth a pool', refusal.bytes);
  }
}
