// The quick fix of a finding about a pool, where one is certain: by the finding's place in the text that it is true of.
import type { Finding } from '#core/escape/finding';
import type { Translate } from '#core/messages/translate';
import type { Replacement } from '#core/refactor/offer';
import type { LocatedFile } from '#core/syntax/locate';
import { textOf } from '#core/syntax/sizeAsk';
import { fileNode, nodeBelow, type SyntaxNode } from '#core/syntax/syntaxNode';
import { wordsOf } from '#core/syntax/words';
import { statementOf } from './flow';

export interface PoolFix {
  readonly title: string;
  readonly replacements: readonly Replacement[];
  /** Why a person should look before it is applied. */
  readonly confirm: readonly string[];
}

/** Null where there is none, or the text is no longer what the finding is about. */
export function poolFix(
  { code, range, subject }: Pick<Finding, 'code' | 'range' | 'subject'>,
  { tree, lines }: LocatedFile,
  t: Translate,
): PoolFix | null {
  const { text } = lines;
  const start = lines.offsetAt(range.start);
  const token = tree && nodeBelow(fileNode(tree), start);
  if (!token || token.start !== start) return null;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  switch (code) {
    case 'pool-dirty-get': {
      const replacements = behind(token, `${subject}.Reset()`);
      return replacements && { title: t('Empty {0} behind Get', subject), replacements, confirm: [] };
    }
    case 'pool-double-put': {
      const statement = statementOf(token)?.statement;
      const removed = statement && lineOf(statement, text);
      return removed ? { title: t('Remove the second Put'), replacements: [removed], confirm: [] } : null;
    }
    case 'pool-copied': {
      const list = token.parent;
      const isDeclared = list?.field === 'right' && list.parent?.type === 'short_var_declaration';
      if (!isDeclared || textOf(token, text) !== subject) return null;
      return {
        title: t('Use a pointer to {0}', subject),
        replacements: [{ start, end: start, text: '&' }],
        confirm: [],
      };
    }
    case 'pool-returned': {
      const end = lines.offsetAt(range.end);
      const value = text.slice(start, end);
      if (!/^\w+\.Bytes\(\)$/.test(value)) return null;
      const copy = `append([]byte(nil), ${value}...)`;
      return { title: t('Return a copy'), replacements: [{ start, end, text: copy }], confirm: [] };
    }
    case 'pool-missing-put':
      return missing(token);
    default:
      return null;
  }

  function missing(at: SyntaxNode): PoolFix | null {
    const confirm = [t('Look whether anything that {0} points to is used afterwards.', subject)];
    if (at.type === 'return') {
      const statement = at.parent;
      const pool = poolOf(subject);
      if (!statement || !pool || wordsOf(textOf(statement, text), subject).length > 0) return null;
      const indent = /[ \t]*$/.exec(text.slice(0, start))![0];
      return {
        title: t('Give {0} back before this return', subject),
        replacements: [{ start, end: start, text: `${pool}.Put(${subject})${eol}${indent}` }],
        confirm,
      };
    }
    const pool = poolOf(subject, statementOf(at)?.statement);
    const replacements = pool && behind(at, `defer ${pool}.Put(${subject})`);
    return replacements ? { title: t('Give {0} back when the function ends', subject), replacements, confirm } : null;
  }

  /** The pool that the variable comes from: in its statement, or in the last one before the place. */
  function poolOf(variable: string, statement?: SyntaxNode): string | null {
    const before = statement ? textOf(statement, text) : text.slice(0, start);
    const isTaken = String.raw`(?<![\p{L}\p{N}_])${variable}(?![\p{L}\p{N}_])[^\n]*?= ([\p{L}\p{N}_.[\]]+)\.Get\(\)`;
    const found = [...before.matchAll(new RegExp(isTaken, 'gu'))].at(-1);
    return found?.[1] ?? null;
  }

  /** On a line of its own behind the statement that a node is in. */
  function behind(node: SyntaxNode, put: string): readonly Replacement[] | null {
    const statement = statementOf(node)?.statement;
    if (!statement) return null;
    const lineStart = text.lastIndexOf('\n', statement.start - 1) + 1;
    const indent = text.slice(lineStart, statement.start);
    if (indent.trim() !== '') return null;
    const lineEnd = text.indexOf('\n', statement.end);
    const end = lineEnd < 0 ? text.length : text.charAt(lineEnd - 1) === '\r' ? lineEnd - 1 : lineEnd;
    // Another statement on the line would come before what is put in.
    const rest = text.slice(statement.end, end).trim();
    if (rest !== '' && !rest.startsWith('//')) return null;
    return [{ start: end, end, text: `${eol}${indent}${put}` }];
  }
}

/** The whole line, where nothing else stands on it. */
function lineOf(statement: SyntaxNode, text: string): Replacement | null {
  const start = text.lastIndexOf('\n', statement.start - 1) + 1;
  const end = text.indexOf('\n', statement.end) + 1;
  const rest = text.slice(statement.end, end).trim();
  const isAlone = text.slice(start, statement.start).trim() === '' && (rest === '' || rest.startsWith('//'));
  return isAlone && end > 0 ? { start, end, text: '' } : null;
}
