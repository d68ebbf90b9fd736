// How does a struct lie in memory? The type checker knows, for any architecture, and says so in an error message: a copy of the file gets one
// deliberate mistake for each struct,
//   var _ = [7][unsafe.Sizeof(*(*T)(nil))][unsafe.Alignof(*(*T)(nil))][unsafe.Offsetof((*(*T)(nil)).a)]…struct{}(0)
// and the compiler answers `cannot convert 0 (untyped int constant) to type [7][24][8][0]…struct{}`. The first length is the question's number. A
// type of the package is asked about at the end of the file, one of a function right behind its declaration.
import type { GenericUse } from './genericUses';
import type { LocatedFile } from './locate';
import { placeOfStatement } from './probePlace';
import { endOfPackageClause, freeName, insertAll, type Insertion } from './probeText';
import type { StructDeclaration, StructField } from './structs';
import { closest, nodeAt } from './syntaxNode';

/** A struct to ask about. */
export interface LayoutSubject {
  readonly struct: StructDeclaration;
  /** Of a generic type: its arguments; null: whatever they are. Null for other types. */
  readonly instance: GenericUse | null;
}

export interface LayoutProbe extends LayoutSubject {
  readonly number: number;
}

export interface LayoutProbes {
  /** The text to compile instead of the file's. */
  readonly text: string;
  readonly probes: readonly LayoutProbe[];
  readonly insertions: readonly Insertion[];
  readonly nextNumber: number;
}

/** What the compiler says of one struct: bytes. */
export interface LayoutAnswer {
  readonly size: number;
  readonly align: number;
  readonly fields: readonly FieldAnswer[];
}

/** One for each declaration, and in it one offset for each name; null for blank names, which cannot be asked for. */
export interface FieldAnswer {
  readonly size: number;
  readonly align: number;
  readonly offsets: readonly (number | null)[];
}

/** `subjects`: of this file and this text. Numbers begin with `firstNumber`. Those that nothing can be asked about have no probe. */
export function layoutProbes(file: LocatedFile, subjects: readonly LayoutSubject[], firstNumber: number): LayoutProbes {
  const { text } = file.lines;
  const packageEnd = endOfPackageClause(file);
  const probes: LayoutProbe[] = [];
  const insertions: Insertion[] = [];
  const unsafeName = freeName(text, 'escapementUnsafe');
  let atEnd = '';
  let number = firstNumber;
  for (const subject of packageEnd === null ? [] : subjects) {
    const { struct } = subject;
    if (struct.isBroken || struct.name === '_') continue;
    const question = `_ = [${number}]${lengthsOf(struct, unsafeName)}struct{}(0)`;
    if (struct.function === null) {
      const declared = topLevel(subject, question, text);
      if (declared === null) continue;
      atEnd += `\n${declared}`;
    } else {
      const offset = placeOfLocal(file, struct);
      if (offset === null || question.includes('\n')) continue;
      insertions.push({ offset, text: `; ${question}` });
    }
    probes.push({ ...subject, number: number++ });
  }
  if (probes.length === 0 || packageEnd === null) return { text, probes: [], insertions: [], nextNumber: number };
  insertions.push({ offset: packageEnd, text: `; import ${unsafeName} "unsafe"` });
  if (atEnd !== '') insertions.push({ offset: text.length, text: `${atEnd}\n` });
  return { text: insertAll(text, insertions), probes, insertions, nextNumber: number };
}

/** The lengths that `readSizeAnswers` found for the probe's number; null where they are not as many as were asked. */
export function readLayoutAnswer({ fields }: StructDeclaration, lengths: readonly number[]): LayoutAnswer | null {
  const [size, align, ...rest] = lengths;
  const asked = fields.reduce((sum, field) => sum + 2 + field.names.filter(name => name !== '_').length, 2);
  if (size === undefined || align === undefined || lengths.length !== asked) return null;
  let at = 0;
  const next = (): number => rest[at++]!;
  const answers = fields.map((field): FieldAnswer => {
    const own = { size: next(), align: next() };
    return { ...own, offsets: field.names.map(name => (name === '_' ? null : next())) };
  });
  return { size, align, fields: answers };
}

/** About how many bytes the answer takes, without the file's name. */
export function answerLength({ fields }: StructDeclaration): number {
  return 120 + fields.reduce((sum, { names }) => sum + 10 + 6 * names.length, 0);
}

function lengthsOf(struct: StructDeclaration, unsafeName: string): string {
  const { typeParameters } = struct;
  const type = typeParameters.length > 0 ? `${struct.name}[${typeParameters.join(', ')}]` : struct.name;
  const value = `(*(*${type})(nil))`;
  const ask = (what: string, of: string): string => `[${unsafeName}.${what}(${of})]`;
  const ofField = (field: StructField): string => {
    const named = field.names.filter(name => name !== '_');
    const [first] = named;
    const one = first === undefined ? `(*(*${field.type})(nil))` : `${value}.${first}`;
    return [ask('Sizeof', one), ask('Alignof', one), ...named.map(name => ask('Offsetof', `${value}.${name}`))].join(
      '',
    );
  };
  return [ask('Sizeof', value), ask('Alignof', value), ...struct.fields.map(ofField)].join('');
}

/** In a function of the same type parameters, or of local types that are called like them. */
function topLevel({ struct, instance }: LayoutSubject, question: string, text: string): string | null {
  const { typeParameters, nameSpan } = struct;
  if (typeParameters.length === 0) return `var ${question}`;
  // A parameter that is called `_` cannot be handed on.
  if (typeParameters.includes('_')) return null;
  if (instance === null) {
    const head = text.slice(nameSpan.end, struct.struct.start).replace(/[\s=(]*$/, '');
    return `func _${head}() { ${question} }`;
  }
  const parts = splitArguments(instance.text);
  if (parts.length !== typeParameters.length) return null;
  const types = typeParameters.map((parameter, at) => `${parameter} = ${parts[at]}`).join('; ');
  return `func _() { type (${types}); ${question} }`;
}

/** At the commas outside of all brackets. */
export function splitArguments(text: string): readonly string[] {
  const parts = [''];
  let depth = 0;
  for (const char of text) {
    if (/[([{]/.test(char)) depth++;
    if (/[)\]}]/.test(char)) depth--;
    if (char === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += char;
  }
  return parts.map(part => part.trim()).filter(part => part !== '');
}

function placeOfLocal({ tree }: LocatedFile, { declaration }: StructDeclaration): number | null {
  const statement = tree && closest(nodeAt(tree, declaration.start), 'type_declaration');
  return statement && placeOfStatement(statement);
}
