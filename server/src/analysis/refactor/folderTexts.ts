// The Go files of a package's folder as the editor has them, those that the build leaves out and tests included.
import path from 'node:path';
import { byText } from '#core/text/byText';
import { hasWord } from '#core/refactor/pool/names';
import type { RefactoringParts } from './refactoring';

type TextParts = Pick<RefactoringParts, 'disk' | 'openTexts'>;

/** Absolute path → text, sorted; those that are open and on no disk yet count as well. */
export async function folderTexts(
  folder: string,
  { disk, openTexts }: TextParts,
): Promise<ReadonlyMap<string, string>> {
  const open = openTexts();
  const onDisk = (await disk.list(folder)).map(name => path.join(folder, name));
  const files = [...new Set([...onDisk, ...open.keys()])].filter(
    file => path.dirname(file) === folder && file.endsWith('.go'),
  );
  const texts = await Promise.all(files.map(async file => [file, open.get(file) ?? (await disk.read(file))] as const));
  return new Map(
    texts.sort(([a], [b]) => byText(a, b)).flatMap(([file, text]) => (text === null ? [] : [[file, text]])),
  );
}

/** Whether a word stands in a Go file of the folder other than `file`: for names that must be new, or that nobody else has. */
export async function wordsBeside(file: string, parts: TextParts): Promise<(word: string) => boolean> {
  const texts = new Map(await folderTexts(path.dirname(file), parts));
  texts.delete(file);
  return word => [...texts.values()].some(text => hasWord(text, word));
}
