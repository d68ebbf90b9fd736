// What is asked about a struct itself: does its layout hang on its type parameters, are the types of its fields that other packages declare
// interfaces? Each question is a mistake whose message has the question's number.
import type { Insertion } from '#core/syntax/probeText';
import type { InterfacesInside } from './compareOrder';
import type { Subject } from './subject';
import { mark } from './typeProbes';

export interface AskedAbout {
  readonly struct: Subject & { readonly inside: InterfacesInside };
  readonly number: number;
}

export interface StructQuestions {
  readonly insertions: readonly Insertion[];
  readonly declarations: string;
  /** Behind the package clause; '' where nothing is needed. */
  readonly imports: string;
}

/** Of the structs of one file. */
export function structQuestions(asked: readonly AskedAbout[]): StructQuestions {
  const insertions: Insertion[] = [];
  const declarations: string[] = [];
  const imports = new Map<string, string>();
  const nameOf = (path: string): string => {
    const name = imports.get(path) ?? `${mark}P${asked[0]!.number}_${imports.size}`;
    imports.set(path, name);
    return name;
  };
  for (const { struct, number } of asked) {
    const { inside, facts } = struct;
    const { name, typeParameters, isInGeneric, declaration, nameSpan, struct: written } = struct.struct;
    if (inside.ask.length > 0) {
      declarations.push(`type ${mark}I${number} struct{ ${mark}M int }`);
      for (const type of inside.ask) {
        declarations.push(`var _ = (*(*${nameOf(type.path)}.${type.name})(nil)).(${mark}I${number})`);
      }
    }
    const length = (): string => `${nameOf('unsafe')}.Sizeof(*(*[${mark}C${number}]`;
    if (typeParameters.length > 0) {
      const parameters = facts.text
        .slice(nameSpan.end, written.start)
        .replace(/\/\/[^\n]*/g, '')
        .replace(/\s+/g, ' ')
        .trim();
      declarations.push(
        `const ${mark}C${number} = 1`,
        `func _${parameters}() { var _ [${length()}${name}[${typeParameters.join(', ')}])(nil))]struct{} }`,
      );
    } else if (isInGeneric && /^type\b/.test(facts.text.slice(declaration.start, declaration.end))) {
      declarations.push(`const ${mark}C${number} = 1`);
      insertions.push({ offset: declaration.end, text: `; var _ [${length()}${name})(nil))]struct{}` });
    }
  }
  return {
    insertions,
    declarations: declarations.join('\n'),
    imports: [...imports].map(([path, name]) => `; import ${name} "${path}"`).join(''),
  };
}

/** One message; null where it answers no question. */
export function readStructAnswer(
  text: string,
): { readonly number: number; readonly kind: 'interface' | 'layout' } | null {
  const layout = new RegExp(String.raw`\[${mark}C(\d+)\].*(?:must be|is not) (?:a )?constant`).exec(text);
  if (layout) return { number: Number(layout[1]), kind: 'layout' };
  const impossible = new RegExp(String.raw`^impossible type assertion: .*\.\(${mark}I(\d+)\)`).exec(text);
  return impossible ? { number: Number(impossible[1]), kind: 'interface' } : null;
}
