// Whether a name in a Go file can only be an imported package, told by the text alone: the file imports it, and wherever else it
// stands a dot follows, so nothing declares it as anything else. Most calls of functions (`fmt.Println`) are answered so, without a
// look at the syntax tree.

/** True where it is certain; false where it is not, whatever the name is. */
export function isOnlyPackageName(text: string, name: string): boolean {
  const imported = new RegExp(
    String.raw`^\s*(?:import\s+)?(?:${name}\s+"[^"\n]+"|"(?:[^"\n]*/)?${name}(?:/v\d+)?")`,
    'm',
  );
  if (!imported.test(text)) return false;
  // A name in a string or behind a statement counts as well: then it is not certain, and the tree is asked.
  const otherwise = new RegExp(String.raw`(?<![\p{L}\p{N}_"/.])${name}(?![\p{L}\p{N}_]|\.\p{L}|\s+"|"|/v\d|://)`, 'u');
  return !otherwise.test(text.replace(commentLines, ''));
}

const commentLines = /^[ \t]*\/\/.*$/gm;
