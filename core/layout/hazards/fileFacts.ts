// What one Go file says that hazards are looked for in: imports, types with their fields, methods, functions without a body, directives.
// Plain data, so that no syntax tree has to be kept.
import { importsOf } from '#core/syntax/imports';
import type { LocatedFile } from '#core/syntax/locate';
import { structsOf, type StructDeclaration } from '#core/syntax/structs';
import { fileNode, type SyntaxNode } from '#core/syntax/syntaxNode';
import { readType, type HeldField, type TypeShape } from './typeText';

export interface FileFacts {
  readonly path: string;
  readonly text: string;
  /** What the file calls a package → its import path; without `.` and `_`. */
  readonly imports: ReadonlyMap<string, string>;
  readonly structs: readonly StructDeclaration[];
  readonly types: readonly DeclaredType[];
  /** Receiver's type → names of its methods. */
  readonly methods: ReadonlyMap<string, readonly string[]>;
  readonly functions: readonly DeclaredFunction[];
  /** Variables without a written type, at the file's own level. */
  readonly variables: readonly DeclaredVariable[];
  readonly packageName: string;
  /** `//go:generate …` and `//go:linkname …`, without `//`. */
  readonly directives: readonly Directive[];
  /** The line that says that a tool wrote the file; null where a person did. */
  readonly generated: string | null;
  /** The offset behind `package p`; null where there is no such clause. */
  readonly packageEnd: number | null;
}

export interface DeclaredType {
  readonly name: string;
  /** Absolute path, and the offset of the name in it: what a type is known by. */
  readonly file: string;
  readonly start: number;
  readonly isLocal: boolean;
  readonly isAlias: boolean;
  /** Of a struct; null of any other type. */
  readonly fields: readonly HeldField[] | null;
  readonly shape: TypeShape;
  /** As written. */
  readonly text: string;
}

export interface DeclaredFunction {
  readonly name: string;
  readonly hasBody: boolean;
  /** As written; '' where it has none. */
  readonly receiver: string;
  /** Parameters and results, as written; of a variable its type. */
  readonly signature: string;
  readonly start: number;
}

export interface DeclaredVariable {
  readonly name: string;
  /** As written. */
  readonly value: string;
}

export interface Directive {
  readonly text: string;
  readonly start: number;
}

export function fileFacts(file: LocatedFile): FileFacts {
  const { text } = file.lines;
  const structs = structsOf(file);
  const root = file.tree && fileNode(file.tree);
  const top = root?.parts ?? [];
  return {
    path: file.path,
    text,
    imports: new Map(importsOf(file).flatMap(({ name, path }) => importOf(name, path))),
    structs,
    types: [...structs.map(struct => structType(struct, file.path, text)), ...otherTypes(top, text, file.path)],
    methods: methodsOf(top, text),
    functions: top.flatMap(node => functionsOf(node, text)),
    variables: top.flatMap(node => variablesOf(node, text)),
    packageName: packageNameOf(top, text),
    directives: [...text.matchAll(/^\/\/(go:(?:generate|linkname)[ \t].*?)\r?$/gm)].map(({ 1: line, index }) => ({
      text: line!,
      start: index,
    })),
    generated: generatedBy(text),
    packageEnd: top.find(({ type }) => type === 'package_clause')?.end ?? null,
  };
}

function importOf(name: string | null, path: string): readonly (readonly [string, string])[] {
  if (name === '.' || name === '_') return [];
  return [[name ?? nameOfPath(path), path]];
}

/** What a package is most probably called: `gopkg.in/yaml.v3` is yaml, `ex.com/go-toml/v2` is toml. */
function nameOfPath(path: string): string {
  const last =
    path
      .replace(/\/v\d+$/, '')
      .split('/')
      .at(-1) ?? path;
  return last.replace(/\.v\d+$/, '').replace(/^go-|\.go$|-go$/, '');
}

function structType(struct: StructDeclaration, file: string, text: string): DeclaredType {
  const fields = struct.fields.map(({ names, embedded, type, tag }) => ({
    names,
    embedded,
    type: readType(type),
    tag,
  }));
  return {
    name: struct.name,
    file,
    start: struct.nameSpan.start,
    isLocal: struct.function !== null,
    isAlias: struct.isAlias,
    fields,
    shape: { kind: 'struct', fields },
    text: text.slice(struct.struct.start, struct.struct.end),
  };
}

function otherTypes(top: readonly SyntaxNode[], text: string, file: string): readonly DeclaredType[] {
  const specs = top.filter(({ type }) => type === 'type_declaration').flatMap(({ parts }) => parts);
  return specs.flatMap(spec => {
    const [name, type] = [spec.child('name'), spec.child('type')];
    if (!name || !type || type.type === 'struct_type') return [];
    const written = textOf(type, text);
    return [
      {
        name: textOf(name, text),
        file,
        start: name.start,
        isLocal: false,
        isAlias: spec.type === 'type_alias',
        fields: null,
        shape: readType(written),
        text: written,
      },
    ];
  });
}

function methodsOf(top: readonly SyntaxNode[], text: string): ReadonlyMap<string, readonly string[]> {
  const methods = new Map<string, string[]>();
  for (const node of top) {
    const [name, receiver] = [node.child('name'), node.child('receiver')];
    if (node.type !== 'method_declaration' || !name || !receiver) continue;
    const type = receiver.parts[0]?.child('type');
    const shape = type && readType(textOf(type, text));
    const own = shape?.kind === 'pointer' ? shape.element : shape;
    if (own?.kind !== 'named') continue;
    methods.set(own.name, [...(methods.get(own.name) ?? []), textOf(name, text)]);
  }
  return methods;
}

function functionsOf(node: SyntaxNode, text: string): readonly DeclaredFunction[] {
  if (node.type === 'function_declaration' || node.type === 'method_declaration') {
    const name = node.child('name');
    const body = node.child('body');
    if (!name) return [];
    const end = body?.start ?? node.end;
    return [
      {
        name: textOf(name, text),
        hasBody: body !== null,
        receiver: textOf(node.child('receiver'), text),
        signature: text.slice(name.end, end),
        start: node.start,
      },
    ];
  }
  return variableSpecs(node).flatMap(spec => {
    const type = spec.child('type');
    if (!type) return [];
    const signature = textOf(type, text);
    return namesOf(spec, text).map(name => ({ name, hasBody: true, receiver: '', signature, start: spec.start }));
  });
}

function variablesOf(node: SyntaxNode, text: string): readonly DeclaredVariable[] {
  return variableSpecs(node).flatMap(spec => {
    const value = textOf(spec.child('value'), text);
    return spec.child('type') ? [] : namesOf(spec, text).map(name => ({ name, value }));
  });
}

function variableSpecs(node: SyntaxNode): readonly SyntaxNode[] {
  if (node.type !== 'var_declaration') return [];
  return node.parts.flatMap(part => (part.type === 'var_spec_list' ? part.parts : [part]));
}

const namesOf = (spec: SyntaxNode, text: string): readonly string[] =>
  spec.children.filter(({ field }) => field === 'name').map(name => textOf(name, text));

function packageNameOf(top: readonly SyntaxNode[], text: string): string {
  const clause = top.find(({ type }) => type === 'package_clause');
  return textOf(clause?.parts[0] ?? null, text);
}

/** By Go's convention, and the older words of cgo; only in front of the package clause. */
function generatedBy(text: string): string | null {
  const clause = /^package\s/m.exec(text)?.index ?? text.length;
  return (
    /^\/\/ (?:Code generated .* DO NOT EDIT\.|Created by cgo -godefs.*?)(?=\r?$)/m.exec(text.slice(0, clause))?.[0] ??
    null
  );
}

const textOf = (node: SyntaxNode | null, text: string): string => (node ? text.slice(node.start, node.end) : '');
