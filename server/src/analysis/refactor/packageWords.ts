// The words of a package's Go files, those that the build leaves out and tests included: for names that must be new, or that nobody else has.
import path from 'node:path';
import { hasWord } from '#core/refactor/pool/names';
import type { RefactoringParts } from './refactoring';

/** Whether a word stands in a Go file of the folder other than `file`. */
export async function wordsBeside(
  file: string,
  { disk, openTexts }: Pick<RefactoringParts, 'disk' | 'openTexts'>,
): Promise<(word: string) => boolean> {
  const folder = path.dirname(file);
  const open = openTexts();
  const names = (await disk.list(folder)).filter(name => name.endsWith('.go') && name !== path.basename(file));
  const texts = await Promise.all(
    names.map(name => open.get(path.join(folder, name)) ?? disk.read(path.join(folder, name))),
  );
  return word => texts.some(text => text !== null && hasWord(text, word));
}
