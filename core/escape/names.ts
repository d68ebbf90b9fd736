// Names of functions and expressions as the compiler prints them for generic code carry the instance (`list[go.shape.int]`),
// for closures a path (`F.func1.2`, `F-range1`, `F.gowrap1`). A person, and a finding that stands for all instances, wants
// the name in the source.

const shapePrefix = 'go.shape.';

/** A function's name without instances and copies: `(*list[go.shape.int]).Push` is `(*list).Push`. */
export function withoutInstance(name: string): string {
  if (!name.includes('[') && !name.includes('#')) return name;
  let out = '';
  let depth = 0;
  for (const char of name.replace(/#[A-Za-z0-9+/]+=*$/, '')) {
    // Where a name begins with a bracket (`[]T.M` does not exist) nothing would be left: brackets only follow a name.
    if (char === '[') depth++;
    if (depth === 0) out += char;
    if (char === ']' && depth > 0) depth--;
  }
  return out;
}

/** The instance in a function's name, or null where it is no instance of a generic function. */
export function instanceOf(name: string): string | null {
  return name.includes(`[${shapePrefix}`) || name.includes(`,${shapePrefix}`) ? name : null;
}

/** The declared function that a function, closure, loop body or wrapper belongs to; '' for package-level initialisers. */
export function declaredFunction(name: string): string {
  const plain = withoutInstance(name);
  // Most functions are declared ones; a large package has thousands.
  if (!/-range\d|\.(?:func|gowrap|deferwrap)\d|^init|^glob/.test(plain)) return plain;
  const base = plain.replace(/(?:-range\d+|\.(?:func|gowrap|deferwrap)\d+)(?:[.-].*)?$/, '');
  const declared = base.replace(/(?:-range\d+|\.(?:func|gowrap|deferwrap)\d+).*$/, '');
  // `init` (≥ 1.22) and `glob.` (≤ 1.21) are the initialisers; a written `func init` is `init.0`.
  if (declared === 'init' || declared === 'glob.') return '';
  return /^init\.\d+$/.test(declared) ? 'init' : declared;
}

/** The declared function of a linker symbol: `(*T).M` of `ex.com/m/p.(*T).M.func1`, '' of `ex.com/m/p.init` and `ex.com/m/p.map.init.0`. */
export function declaredIn(symbol: string): string {
  const plain = withoutInstance(symbol);
  const name = plain.slice(plain.indexOf('.', plain.lastIndexOf('/') + 1) + 1);
  return name.startsWith('map.init.') ? '' : declaredFunction(name);
}

/** The end of the type that begins at `start`: shapes are printed as `go.shape.` and the whole underlying type. */
function typeEnd(text: string, start: number): number {
  const prefix = /^(?:\*|\[\d*\]|<-|chan<- |chan )+/.exec(text.slice(start))?.[0] ?? '';
  const at = start + prefix.length;
  const rest = text.slice(at);
  if (rest.startsWith(shapePrefix)) return typeEnd(text, at + shapePrefix.length);
  const word = /^(?:struct |interface )?(?:[\p{L}\p{N}_./-]*)/u.exec(rest)?.[0] ?? '';
  let end = at + word.length;
  while (end < text.length) {
    const open = text.charAt(end);
    const isType =
      (open === '[' && word !== '') ||
      (open === '{' && /^(?:struct|interface) $/.test(word)) ||
      (open === '(' && word === 'func');
    if (!isType) break;
    end = closing(text, end) + 1;
    if (word === 'map') return typeEnd(text, end);
    if (open === '{') break;
    if (word === 'func') {
      const result = /^ (?=[^)\]},\s])/.exec(text.slice(end));
      return result === null ? end : typeEnd(text, end + 1);
    }
  }
  return end;
}

function closing(text: string, open: number): number {
  let depth = 0;
  for (let index = open; index < text.length; index++) {
    if ('([{'.includes(text.charAt(index))) depth++;
    if (')]}'.includes(text.charAt(index)) && --depth === 0) return index;
  }
  return text.length - 1;
}

/** An expression without instances: `&elem[go.shape.int]{...}` is `&elem{...}`, another shape becomes `T`. */
export function withoutShapes(expression: string): string {
  let text = expression;
  for (let bounded = 0; bounded < 64; bounded++) {
    const at = text.indexOf(shapePrefix);
    if (at < 0) break;
    const open = instanceBracket(text, at);
    text =
      open === null
        ? `${text.slice(0, at)}T${text.slice(typeEnd(text, at))}`
        : `${text.slice(0, open)}${text.slice(closing(text, open) + 1)}`;
  }
  return text;
}

/** The bracket around the shape at `at` where it lists type arguments (`elem[…]`, not `map[…]`), else null. */
function instanceBracket(text: string, at: number): number | null {
  const before = /([\p{L}\p{N}_]+)\[(?:[^\][]*,)?$/u.exec(text.slice(0, at));
  if (before === null || before[1] === 'map') return null;
  return before.index + before[0].indexOf('[');
}
