// `escapement layout --format json`: one document, public, versioned. A type on an architecture takes one line.
import type { Hazard } from '../layout/hazard';
import type { BestLayout, LayoutField, StructLayout } from '../layout/structLayout';
import type { Position } from '../text/position';
import { byText } from '../text/byText';

/** Rises when a field changes its meaning. */
export const layoutReportVersion = 1;

/** The document's text, ended by a line feed. `go`: `go1.26.8`. */
export function layoutJson(go: string, types: readonly StructLayout[]): string {
  const head = JSON.stringify({ version: layoutReportVersion, go }).slice(0, -1);
  const rows = sortLayouts(types).map(layout => JSON.stringify(row(layout)));
  return `${head},\n"types":${rows.length === 0 ? '[]' : `[\n${rows.join(',\n')}\n]`}}\n`;
}

/** By package, file and place; architectures stay in their order. */
export function sortLayouts(types: readonly StructLayout[]): readonly StructLayout[] {
  return [...types].sort(
    (a, b) =>
      byText(a.package, b.package) ||
      byText(a.file, b.file) ||
      a.range.start.line - b.range.start.line ||
      a.range.start.character - b.range.start.character ||
      byText(a.name, b.name),
  );
}

// Written out field by field: the order and the set of keys are promised, whatever the objects at hand were built like.
function row(layout: StructLayout): object {
  const { name, file, range, goarch, size, align, pointerBytes, sizeClass, fields, best, verdict, hazards } = layout;
  return {
    package: layout.package,
    name,
    function: layout.function,
    file,
    range: { start: position(range.start), end: position(range.end) },
    goarch,
    size,
    align,
    pointerBytes,
    sizeClass,
    padding: layout.padding,
    fields: fields.map(field),
    best: best && bestOf(best),
    verdict,
    hazards: hazards.map(hazard),
  };
}

const position = ({ line, character }: Position): Position => ({ line, character });
const field = ({ name, type, offset, size, align, paddingAfter }: LayoutField): LayoutField => ({
  name,
  type,
  offset,
  size,
  align,
  paddingAfter,
});
const bestOf = ({ order, size, pointerBytes, sizeClass }: BestLayout): BestLayout => ({
  order,
  size,
  pointerBytes,
  sizeClass,
});
const hazard = ({ code, verdict, message, file, line }: Hazard): Hazard => ({ code, verdict, message, file, line });
