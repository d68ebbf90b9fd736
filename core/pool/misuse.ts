// What a rule about pools says: a code, a place, a sentence; and the finding of it that everybody else reads.
import type { Finding, PoolCode } from '#core/escape/finding';
import { tidy } from '#core/escape/sentences';
import type { Translate } from '#core/messages/translate';
import { codePathOf } from '#core/syntax/codePath';
import { declarationAround, functionName } from '#core/syntax/enclosing';
import type { LocatedFile } from '#core/syntax/locate';
import { subjectRange } from '#core/syntax/subjectRange';
import type { SyntaxNode } from '#core/syntax/syntaxNode';
import type { PackageDeclarations } from './declarations';
import type { FileUses } from './uses';

export interface Misuse {
  readonly code: PoolCode;
  /** What is underlined. */
  readonly node: SyntaxNode;
  readonly subject: string;
  /** In the user's language. */
  readonly message: string;
  /** Other places that belong to it, in order. */
  readonly places: readonly { readonly message: string; readonly node: SyntaxNode }[];
  /** The compiler's finding that it rests on; null where it rests on the text alone. */
  readonly because?: Finding;
}

/** What a rule looks at: one file, and what the package declares. */
export interface RuleInput {
  readonly uses: FileUses;
  readonly declared: PackageDeclarations;
  /** What the compiler says goes to the heap in the file, if that is known. */
  readonly heap: readonly Finding[];
  readonly t: Translate;
}

export type Rule = (input: RuleInput) => readonly Misuse[];

/** `package` and `variants` are its caller's to say. */
export function findingOfMisuse(
  { code, node, subject, message, places, because }: Misuse,
  { path: file, lines }: LocatedFile,
): Finding {
  const { text } = lines;
  const declaration = declarationAround(node);
  const placeOf = (at: SyntaxNode): Pick<Finding, 'line' | 'column'> => {
    const { line, character } = lines.positionAt(at.start);
    return { line: line + 1, column: lines.columnOfCharacter(line, character) };
  };
  return {
    code,
    package: '',
    file,
    ...placeOf(node),
    range: subjectRange(node, lines.positionAt(node.start).line, lines),
    function: declaration ? functionName(declaration, text) : '',
    subject,
    message: tidy(message),
    reason: because?.reason ?? 'none',
    path: codePathOf({ node, declaration, file, text }),
    bytes: because?.bytes ?? null,
    sizeClass: because?.sizeClass ?? null,
    chain: places.map(({ message, node: at }) => ({ message: tidy(message), file, ...placeOf(at) })),
    callee: null,
    variants: [],
    instances: [],
    confirmed: null,
    stale: false,
    raw: because?.raw ?? [],
  };
}
