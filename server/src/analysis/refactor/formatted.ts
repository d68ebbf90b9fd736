// An edit leaves a file in gofmt's form if it was in it: what stands beside the edited places may have to move along with them (comments in one
// column, say). A file that gofmt has not seen is not formatted by the way.
import { applyReplacements, type FileEdit } from '#core/refactor/offer';
import { lineEdits } from '#core/text/lineEdits';
import type { Formatter, GoSettings } from '../ports';
import type { RefactoringParts } from './refactoring';

/** `after` by gofmt where `before` was by gofmt; else `after`. CRLF stays. Rejects only with the signal's AbortError. */
export async function formatted(
  formatter: Formatter,
  { before, after }: { readonly before: string; readonly after: string },
  query: { readonly directory: string; readonly settings: GoSettings },
  signal: AbortSignal,
): Promise<string> {
  const isCrlf = /\r\n/.test(before) && !/[^\r]\n/.test(before);
  const toUnix = (text: string): string => (isCrlf ? text.replaceAll('\r\n', '\n') : text);
  const [old, now] = await Promise.all(
    [before, after].map(text => formatter.format({ ...query, text: toUnix(text) }, signal)),
  );
  // gofmt ends every file with a line feed: that alone makes no other file of it.
  const hasForm = typeof old === 'string' && old.trimEnd() === toUnix(before).trimEnd();
  if (!hasForm || typeof now !== 'string') return after;
  const end = /\n*$/.exec(toUnix(after))![0];
  const text = `${now.trimEnd()}${end}`;
  return isCrlf ? text.replaceAll('\n', '\r\n') : text;
}

/** The edit so; of a new file all of it. `directory`: where gofmt is run. Rejects only with the signal's AbortError. */
export async function formattedEdit(
  { formatter, settings }: Pick<RefactoringParts, 'formatter' | 'settings'>,
  edit: FileEdit,
  { directory }: { readonly directory: string },
  signal: AbortSignal,
): Promise<FileEdit> {
  const query = { directory, settings: settings().go };
  const after = applyReplacements(edit);
  if (edit.isNew) {
    const text = await formatter.format({ ...query, text: after }, signal);
    return text === null ? edit : { ...edit, replacements: [{ start: 0, end: 0, text }] };
  }
  const text = await formatted(formatter, { before: edit.before, after }, query, signal);
  return text === after ? edit : { ...edit, replacements: lineEdits(edit.before, text) };
}
