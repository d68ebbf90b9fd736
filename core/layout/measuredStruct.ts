// A struct as the compiler measured it, on each architecture that it was asked for, and what a better order of its fields would give.
import type { StructDeclaration } from '../syntax/structs';
import type { Range } from '../text/position';
import { bestOrder, type FoundOrder, type OrderOptions } from './bestOrder';
import type { OrderUnit } from './orderUnit';
import type { Measure, PlacedStruct } from './rules';

export interface MeasuredStruct {
  /** Import path, without variant. */
  readonly package: string;
  readonly file: string;
  /** `T`; of a generic type whose layout hangs on its parameters the instance, `T[int64]`. */
  readonly name: string;
  /** Of the type's name. */
  readonly range: Range;
  readonly declaration: StructDeclaration;
  /** Instances differ in size or order: no order of the fields is the best for all. */
  readonly isPerInstance: boolean;
  /** Never empty; the build's own architecture first, where the type exists there. */
  readonly on: readonly MeasuredOn[];
}

/** One architecture. */
export interface MeasuredOn {
  readonly goarch: string;
  /** `go1.26.8` */
  readonly goVersion: string | null;
  /** Of each declaration: `a, b int` is one, and each of its fields has the measures. */
  readonly declarations: readonly Measure[];
  /** Offsets are those of fields: `a, b int` has two. */
  readonly placed: PlacedStruct;
}

/** `pinned`: names of fields that stay in front. */
export function orderUnitsOf(
  { declaration, on }: MeasuredStruct,
  pinned: readonly string[] = [],
): readonly OrderUnit[] {
  return declaration.fields.map(({ names, group }, at) => ({
    count: names.length,
    group,
    on: on.map(({ declarations }) => declarations[at]!),
    isPinned: names.some(name => pinned.includes(name)),
  }));
}

/** Null where today's order is the best. */
export function bestOrderOf(struct: MeasuredStruct, options: OrderOptions = {}): FoundOrder | null {
  return bestOrder(orderUnitsOf(struct), options);
}

/** The names of the fields in an order of declarations. */
export function namesInOrder({ fields }: StructDeclaration, order: readonly number[]): readonly string[] {
  return order.flatMap(index => fields[index]!.names);
}
