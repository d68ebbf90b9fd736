// Shorter and shorter forms of a function's name, for boxes too narrow for the whole:
//   example.com/app/store.(*DB).Get → store.(*DB).Get → (*DB).Get → Get
// What is in brackets (type arguments, receivers) is never cut through, so `F[example.com/x.T]` does not become `T]`.

/** From the longest to the shortest; the first is the name itself, as a person reads it (`%2e` is a dot). */
export function shortNames(name: string): readonly string[] {
  const whole = name.replaceAll('%2e', '.');
  const found = [whole];
  // Where a bracket opens, the path is over; of a receiver `(*T)` it is the start of what stays.
  const end = firstBracket(whole);
  const slash = whole.lastIndexOf('/', end);
  let rest = whole.slice(slash + 1);
  if (slash >= 0) found.push(rest);
  for (let dot = outerDot(rest); dot >= 0; dot = outerDot(rest)) {
    rest = rest.slice(dot + 1);
    if (rest === '' || isNumbered(rest)) break;
    found.push(rest);
  }
  return found;
}

/** The package's last element and the rest: `store.(*DB).Get`. */
export function shortName(name: string): string {
  const [whole, short] = shortNames(name);
  return whole!.includes('/') && firstBracket(whole!) > whole!.indexOf('/') ? short! : whole!;
}

function firstBracket(text: string): number {
  const at = text.search(/[[({<]/);
  return at < 0 ? text.length : at;
}

/** The first dot outside of brackets that something stands before; a dot in a version (`yaml.v3.F`) counts like any other. */
function outerDot(text: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if ('[({<'.includes(character)) depth++;
    else if ('])}>'.includes(character)) depth--;
    else if (character === '.' && depth === 0 && at > 0) return at;
  }
  return -1;
}

/** `func1`, `func1.2`, `gowrap1`: a closure's number says nothing without its function. */
function isNumbered(text: string): boolean {
  return /^(func\d+|gowrap\d+|deferwrap\d+|\d+)(\.|$)/.test(text);
}
