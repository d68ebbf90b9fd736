// Does a range lie on what the compiler speaks of? Judged by the text alone, with a few rules per kind of subject, so that a
// mistake of the syntax tree or of the columns shows.
import type { Finding } from '#core/escape/finding';

/** Null where the range is plausible, else what is wrong with it. */
export function subjectProblem(text: string, finding: Finding): string | null {
  const lines = text.replace(/^\uFEFF/, '').split('\n');
  const { start, end } = finding.range;
  const said = `range ${start.line}:${start.character}-${end.line}:${end.character}`;
  const covered = slice(lines, finding);
  if (covered === null) return `${said} is outside of the file`;
  const shown = `${said} ${JSON.stringify(covered.slice(0, 80))}`;
  if (covered === '') return `${said} is empty`;
  if (covered !== covered.trim()) return `${shown} begins or ends with white space`;
  if (!isBalanced(covered)) return `${shown} cuts through brackets`;
  if (!holdsColumn(lines, finding)) return `${shown} does not hold ${finding.line}:${finding.column}`;
  // An instance of a generic function says everything at the function's name.
  const declared = /^func (?:\([^()]*\) )?([\p{L}_][\p{L}\p{Nd}_]*)/u.exec(lines[start.line] ?? '')?.[1];
  return covered === declared || namesSubject(covered, finding) ? null : `${shown} is not ${finding.subject}`;
}

function slice(lines: readonly string[], { range: { start, end } }: Finding): string | null {
  const [first, last] = [lines[start.line], lines[end.line]];
  if (first === undefined || last === undefined) return null;
  if (start.character > first.length || end.character > last.length) return null;
  if (start.line === end.line) return first.slice(start.character, end.character);
  return [first.slice(start.character), ...lines.slice(start.line + 1, end.line), last.slice(0, end.character)].join(
    '\n',
  );
}

/**
 * The compiler's place is within, or just behind: `x.f` is reported at the dot, a call at its bracket. A method is reported at
 * its receiver, which stands before the name.
 */
function holdsColumn(lines: readonly string[], { line, column, range: { start, end } }: Finding): boolean {
  const at = line - 1;
  if (column === 0) return start.line <= at && at <= end.line;
  const text = lines[at] ?? '';
  const character = Buffer.from(text, 'utf8')
    .subarray(0, column - 1)
    .toString('utf8').length;
  if (at === start.line && /^\([^()]*\) ?$/.test(text.slice(character, start.character))) return true;
  const afterStart = at > start.line || (at === start.line && character >= start.character);
  const beforeEnd = at < end.line || (at === end.line && character <= end.character);
  return afterStart && beforeEnd;
}

/** What goes over several lines is covered up to its opening bracket: the one that may stay open, at the very end. */
function isBalanced(code: string): boolean {
  const bare = code.replace(/\/\/.*|\/\*[\s\S]*?\*\/|`[^`]*`|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g, '');
  // The last part of a chain begins where the brackets of an earlier part end, an element of a literal with its own.
  if (bare === '{') return true;
  const open: string[] = [];
  for (const bracket of bare.replace(/^[)\]}]+(?=\.)/, '').match(/[()[\]{}]/g) ?? []) {
    if ('([{'.includes(bracket)) open.push(bracket);
    else if ('([{'.indexOf(open.pop() ?? '') !== ')]}'.indexOf(bracket)) return false;
  }
  return open.length === 0 || (open.length === 1 && /[\w)\]}][({]$/.test(bare) && bare.endsWith(open[0]!));
}

const name = /^[\p{L}_][\p{L}\p{Nd}_]*$/u;

function namesSubject(covered: string, { code, subject }: Finding): boolean {
  const isCall = /[)}({]$/.test(covered) && covered.includes('(');
  switch (code) {
    case 'can-inline':
    case 'cannot-inline':
      return covered === lastName(subject) || covered.startsWith('func') || isGenerated(subject);
    case 'inlined-call':
      // The callee of an inlined callee has its line at the call, too, where nothing names it; or at the loop over a function.
      return isCall || covered === 'for';
    case 'moved-to-heap':
    case 'leaking-param':
    case 'captured':
      // What belongs to an inlined callee is reported at the call.
      return covered === subject || !name.test(subject) || (code !== 'leaking-param' && isCall);
    case 'escapes':
    case 'escapes-static':
    case 'does-not-escape':
      if (name.test(subject)) return covered === subject || isCall;
      if (subject === 'func literal') return /^(func\b|go\b|defer\b|for\b)/.test(covered) || isCall;
      if (/^make\(|^new\(/.test(subject)) return covered.startsWith(subject.slice(0, 3)) || isCall;
      if (/^&.*\{\.\.\.\}$/.test(subject)) return covered.startsWith('&') || covered.endsWith('}') || isCall;
      return true;
    // Of an inlined callee these are said at the call; what it ranges over or assigns, at the statement.
    case 'bounds-check':
    case 'slice-bounds-check':
    case 'bounds-elided':
      // A slice that is converted to an array is checked, too.
      return covered.includes('[') || isCall || name.test(covered) || /^(?:for|range)\b|^".*"$/.test(covered);
    case 'closure':
      // `F[int]` as a value is one, too.
      return /^(?:func|go|defer|for)\b|\]$/.test(covered) || isCall;
    case 'defer':
      return covered.startsWith('defer') || isCall;
    case 'append':
      return covered.includes('=') || covered.startsWith('append(') || isCall;
    case 'zero-copy':
      return isCall;
    case 'self-assignment':
    case 'static-copy':
      return covered.includes('=') || name.test(covered) || isCall;
    default:
      return true;
  }
}

/** `M` of `pkg.(*T).M`, `F` of `pkg.F[go.shape.int]`. */
function lastName(subject: string): string {
  return subject.replace(/\[.*$/s, '').split('.').at(-1) ?? subject;
}

/** Literals and wrappers, which no name in the text stands for. */
function isGenerated(subject: string): boolean {
  return /func\d|gowrap|deferwrap|-range|-fm$|·|~|^\./.test(subject);
}
