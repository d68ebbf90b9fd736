// Why a function goes on returning a pointer, in one sentence that names the line. Lines are 1-based.
import type { Translate } from '#core/messages/translate';
import type { LocatedFile } from '#core/syntax/locate';
import type { SyntaxNode } from '#core/syntax/syntaxNode';

export type Obstacle =
  /** Somebody does with the pointer what cannot be done with a value. */
  | { readonly kind: 'needs-pointer' | 'compared' | 'reassigned' | 'as-value' | 'unsafe'; readonly at: Spot }
  /** In the function itself: the value is looked at after it was returned. */
  | { readonly kind: 'deferred'; readonly at: Spot }
  | { readonly kind: 'linked' | 'generated' | 'left-out'; readonly at: Spot };

export interface Spot {
  /** Absolute path. */
  readonly file: string;
  readonly line: number;
}

export const spotOf = (node: SyntaxNode, { path, lines }: LocatedFile): Spot => ({
  file: path,
  line: lines.positionAt(node.start).line + 1,
});

/** `shown`: how a file is named to the reader. */
export function obstacleSentence({ kind, at }: Obstacle, shown: (file: string) => string, t: Translate): string {
  const place = `${shown(at.file)}:${at.line}`;
  switch (kind) {
    case 'needs-pointer':
      return t('The pointer is needed at {0}.', place);
    case 'compared':
      return t('The pointer is compared at {0}.', place);
    case 'reassigned':
      return t('The variable gets another value at {0}.', place);
    case 'as-value':
      return t('The function is used without a call at {0}.', place);
    case 'unsafe':
      return t('Unsafe code hides where the pointer goes ({0}).', place);
    case 'deferred':
      return t('The value may be changed after it was returned ({0}).', place);
    case 'linked':
      return t('Other code is linked to the function at {0}.', place);
    case 'generated':
      return t('The function is used in a generated file ({0}).', place);
    case 'left-out':
      return t('The build leaves out {0}, so nobody can say whether it would compile.', shown(at.file));
  }
}
