// Structs in the editor: the hover on a type's name, the lens where another order would be worth it, and what the layout view shows.
import type { CodeLens, Hover, Position } from 'vscode-languageserver/node';
import { cacheLineOf } from '#core/layout/architectures';
import { isWorthHint, type HintSetting } from '#core/layout/hint';
import { layoutSummary } from '#core/layout/layoutText';
import { bestOrderOf, type MeasuredStruct } from '#core/layout/measuredStruct';
import { layoutFields, structLayouts, type StructLayout } from '#core/layout/structLayout';
import {
  showLayoutCommand,
  type DrawnField,
  type LayoutDrawing,
  type LayoutModel,
  type LayoutParams,
} from '#core/messages/layoutView';
import type { Translate } from '#core/messages/translate';
import { layoutMarkdown } from '#core/report/layoutMarkdown';
import { createLineIndex } from '#core/text/lineIndex';
import { comparePositions } from '#core/text/position';
import { stillTrue, type FileLayouts } from '#server/analysis/liveLayouts';
import { toMarkdown } from '../toProtocol';

/** UTF-16 units of a line up to its `struct`: what is longer is no declaration that a person wrote. */
const longestDeclaration = 500;

/** Whether a position is on the name of a struct that is declared there, by its line: whether it is worth asking. */
export function mayNameStruct(text: string, { line, character }: Position): boolean {
  const declared = /([\p{L}_][\p{L}\p{N}_]*)\s*(?:\[.*\]\s*)?=?\s*\(?\bstruct\b/u.exec(
    createLineIndex(text).lineText(line).slice(0, longestDeclaration),
  );
  return declared !== null && declared.index <= character && character <= declared.index + declared[1]!.length;
}

/** Null where the position is on no struct's name. `found` is of the present text. */
export function layoutHover({ layouts }: FileLayouts, position: Position, t: Translate): Hover | null {
  const here = layouts.structs.filter(
    ({ range }) => comparePositions(range.start, position) <= 0 && comparePositions(position, range.end) <= 0,
  );
  const [first] = here;
  if (!first) return null;
  const parts = here.map(struct => layoutMarkdown(structLayouts(struct, bestOrderOf(struct), []), t));
  return { contents: toMarkdown(parts.join('\n\n---\n\n')), range: first.range };
}

export interface LayoutLensOptions {
  /** The present text: a lens stays where its declaration is as it was. */
  readonly text: string;
  readonly uri: string;
  readonly hint: HintSetting;
  /** The client knows the command that opens the view. */
  readonly canShow: boolean;
  readonly t: Translate;
}

export function layoutLenses(found: FileLayouts, { text, uri, hint, canShow, t }: LayoutLensOptions): CodeLens[] {
  if (hint === 'off' || !found.isJudged) return [];
  const lines = createLineIndex(text);
  return stillTrue(found, text).flatMap(struct => {
    const [own] = structLayouts(struct, bestOrderOf(struct), []);
    if (!own?.best || struct.isPerInstance || !isWorthHint(own, hint)) return [];
    const { declaration } = struct.declaration;
    // In the present text, which may have grown above it; of two that read alike it is the one that stayed, or else the first.
    const written = found.text.slice(declaration.start, declaration.end);
    const shift = text.startsWith(written, declaration.start) ? 0 : text.indexOf(written) - declaration.start;
    const { start, end } = struct.declaration.nameSpan;
    const range = { start: lines.positionAt(start + shift), end: lines.positionAt(end + shift) };
    const params: LayoutParams = { uri, name: struct.name, line: range.start.line, wait: false };
    const title = t('{0} B → {1} B possible', own.size, own.best.size);
    return [
      { range, command: canShow ? { title, command: showLayoutCommand, arguments: [params] } : { title, command: '' } },
    ];
  });
}

/** Null where there is no such struct. */
export function layoutModel(found: FileLayouts, { name, line }: LayoutParams, t: Translate): LayoutModel | null {
  const { structs, unknown } = found.layouts;
  const lines = createLineIndex(found.text);
  const holds = ({ declaration: { declaration } }: Pick<MeasuredStruct, 'declaration'>): boolean =>
    lines.positionAt(declaration.start).line <= line && line <= lines.positionAt(declaration.end).line;
  const nearest = structs
    .filter(struct => (name === null ? holds(struct) : struct.name === name))
    .sort((a, b) => Math.abs(a.range.start.line - line) - Math.abs(b.range.start.line - line));
  const struct = nearest[0];
  if (struct) return modelOf(struct, found, lines, t);
  const lost = unknown.find(one => (name === null ? holds(one) : one.declaration.name === name));
  if (!lost) return null;
  return {
    name: lost.declaration.name,
    line: lines.positionAt(lost.declaration.nameSpan.start).line,
    architectures: [],
    note:
      lost.why === 'error'
        ? t('{0} is not measured: it has an error inside, or names something that has', lost.declaration.name)
        : t(
            '{0} is not measured: its layout hangs on its type parameters, and the package names no instance',
            lost.declaration.name,
          ),
  };
}

function modelOf(
  struct: MeasuredStruct,
  { isJudged }: FileLayouts,
  lines: ReturnType<typeof createLineIndex>,
  t: Translate,
): LayoutModel {
  const best = bestOrderOf(struct);
  const fieldLines = struct.declaration.fields.map(({ start }) => lines.positionAt(start).line);
  const inOrder = (order: readonly number[]): readonly number[] =>
    order.flatMap(index => struct.declaration.fields[index]!.names.map(() => fieldLines[index]!));
  const today = struct.declaration.fields.map((_, index) => index);
  const layouts = structLayouts(struct, best, []);
  return {
    name: struct.name,
    line: struct.range.start.line,
    architectures: layouts.map((layout, at) => ({
      goarch: layout.goarch,
      cacheLine: cacheLineOf(layout.goarch),
      today: drawing(layout, layout.fields, inOrder(today), t),
      best: layout.best
        ? drawing(
            { ...layout, ...layout.best, padding: layout.best.size - (layout.size - layout.padding) },
            layoutFields(struct, struct.on[at]!, best!.order),
            inOrder(best!.order),
            t,
          )
        : null,
    })),
    note: isJudged ? '' : t('Other architectures are being measured …'),
  };
}

function drawing(
  layout: StructLayout,
  fields: StructLayout['fields'],
  lines: readonly number[],
  t: Translate,
): LayoutDrawing {
  return {
    size: layout.size,
    summary: layoutSummary(layout, t),
    fields: fields.map(({ name, type, offset, size, paddingAfter }, at): DrawnField => ({
      name,
      type: type.replace(/\s+/g, ' '),
      offset,
      size,
      paddingAfter,
      line: lines[at]!,
    })),
  };
}
