// The inlay hint behind a subject: a word or two that say it is on the heap and why; and, where they are shown, what the inliner does and what is
// checked at run time.
import type { Translate } from '#core/messages/translate';
import type { Finding } from './finding';

/** Short, since it stands in the middle of the code. Null for findings that have none. */
export function hintLabel(finding: Finding, t: Translate): string | null {
  switch (finding.code) {
    case 'moved-to-heap':
    case 'escapes':
    case 'allocates':
      return labelOf(finding.reason, t);
    // Shown only where somebody asked for them.
    case 'can-inline':
      return t('inlinable');
    case 'cannot-inline':
      return t('not inlinable');
    case 'inlined-call':
      return t('inlined');
    case 'devirtualized':
      return t('devirtualized');
    case 'bounds-check':
    case 'slice-bounds-check':
      return t('bounds check');
    case 'nil-check':
      return t('nil check');
    default:
      return null;
  }
}

function labelOf(reason: Finding['reason'], t: Translate): string {
  switch (reason) {
    case 'returned':
      return t('heap: returned');
    case 'stored-in-heap':
      return t('heap: stored');
    case 'passed-to-interface':
      return t('heap: interface');
    case 'passed-to-call':
      return t('heap: call');
    case 'captured-by-closure':
      return t('heap: closure');
    case 'sent-on-channel':
      return t('heap: channel');
    case 'goroutine':
      return t('heap: goroutine');
    case 'defer':
      return t('heap: defer in a loop');
    case 'too-large':
      return t('heap: too large');
    case 'non-constant-size':
      return t('heap: size not constant');
    case 'called-through-interface':
      return t('heap: dynamic call');
    case 'unknown':
    case 'none':
      return t('heap');
  }
}
