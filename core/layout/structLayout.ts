// What is told of one struct on one architecture: the public shape of `escapement layout --format json`, from which the text, the hover and the
// layout view are made as well.
import type { Range } from '../text/position';
import { wordOf } from './architectures';
import { placeOrder, type FoundOrder } from './bestOrder';
import { verdictOf, type Hazard, type Verdict } from './hazard';
import { namesInOrder, orderUnitsOf, type MeasuredOn, type MeasuredStruct } from './measuredStruct';
import { paddingOf, type Measure, type PlacedStruct } from './rules';
import { sizeClassOf } from './sizeClasses';

export interface StructLayout {
  /** Import path, without variant. */
  readonly package: string;
  /** `T`; of an instance `T[int64]`. */
  readonly name: string;
  /** The function that it is declared in; null at the package's level. */
  readonly function: string | null;
  readonly file: string;
  /** Of the type's name. */
  readonly range: Range;
  readonly goarch: string;
  readonly size: number;
  readonly align: number;
  /** Null where it is not known. */
  readonly pointerBytes: number | null;
  readonly sizeClass: number | null;
  readonly padding: number;
  readonly fields: readonly LayoutField[];
  /** Null where today's order is the best on this architecture. */
  readonly best: BestLayout | null;
  readonly verdict: Verdict;
  readonly hazards: readonly Hazard[];
}

export interface LayoutField {
  readonly name: string;
  /** As written. */
  readonly type: string;
  readonly offset: number;
  readonly size: number;
  readonly align: number;
  readonly paddingAfter: number;
}

export interface BestLayout {
  /** Names of the fields, first to last. */
  readonly order: readonly string[];
  readonly size: number;
  readonly pointerBytes: number | null;
  readonly sizeClass: number | null;
}

/** One for each architecture. `best`: what `bestOrderOf` found. */
export function structLayouts(
  struct: MeasuredStruct,
  best: FoundOrder | null,
  hazards: readonly Hazard[],
): readonly StructLayout[] {
  return struct.on.map((on, at) => {
    const { size, align, pointerBytes } = on.placed;
    const placed = best?.placed[at];
    const fields = layoutFields(struct, on, allInOrder(struct));
    return {
      package: struct.package,
      name: struct.name,
      function: struct.declaration.function,
      file: struct.file,
      range: struct.range,
      goarch: on.goarch,
      size,
      align,
      pointerBytes,
      sizeClass: classOf(on.placed, on),
      padding: fields.reduce((sum, { paddingAfter }) => sum + paddingAfter, 0),
      fields,
      best: best && placed && placed.size < size ? bestLayout(struct, best, on, placed) : null,
      verdict: verdictOf(hazards),
      hazards,
    };
  });
}

/** The fields in an order of declarations, with where they then lie. */
export function layoutFields(struct: MeasuredStruct, on: MeasuredOn, order: readonly number[]): readonly LayoutField[] {
  const { fields } = struct.declaration;
  const inOrder = order.flatMap(index => fields[index]!.names.map(name => ({ name, index })));
  const measures: readonly Measure[] = inOrder.map(({ index }) => on.declarations[index]!);
  const placed = placeOrder(orderUnitsOf({ ...struct, on: [on] }), order)[0] ?? on.placed;
  const padding = paddingOf(measures, placed);
  return inOrder.map(({ name, index }, at) => ({
    name,
    type: fields[index]!.type,
    offset: placed.offsets[at]!,
    size: measures[at]!.size,
    align: measures[at]!.align,
    paddingAfter: padding[at]!,
  }));
}

function allInOrder({ declaration }: MeasuredStruct): readonly number[] {
  return declaration.fields.map((_, index) => index);
}

function bestLayout(struct: MeasuredStruct, { order }: FoundOrder, on: MeasuredOn, placed: PlacedStruct): BestLayout {
  return {
    order: namesInOrder(struct.declaration, order),
    size: placed.size,
    pointerBytes: placed.pointerBytes,
    sizeClass: classOf(placed, on),
  };
}

function classOf({ size, pointerBytes }: PlacedStruct, { goarch, goVersion }: MeasuredOn): number | null {
  const hasPointers = pointerBytes === null ? null : pointerBytes > 0;
  return sizeClassOf(size, { hasPointers, word: wordOf(goarch), goVersion });
}
