// What is found out about one struct on the way through the rounds, and what it comes to.
import type { Hazard } from '#core/layout/hazard';
import type { InterfacesInside } from '#core/layout/hazards/compareOrder';
import type { DeclaredType, FileFacts } from '#core/layout/hazards/fileFacts';
import type { Poison } from '#core/layout/hazards/poison';
import { lineOf, type Subject } from '#core/layout/hazards/subject';
import type { Translate } from '#core/messages/translate';
import type { Span } from '#core/syntax/structs';

export interface AskedStruct extends Subject {
  readonly type: DeclaredType;
  readonly inside: InterfacesInside;
  /** Other packages can come upon it. */
  readonly isVisible: boolean;
}

/** A literal without keys. */
export interface UnkeyedLiteral extends Span {
  readonly file: string;
}

/** 1-based. */
interface FileLine {
  readonly file: string | null;
  readonly line: number | null;
}

export interface StructState {
  readonly struct: AskedStruct;
  poison: Poison;
  /** Its package was checked to its end. */
  isKnown: boolean;
  /** Where it is taken for another struct. Its field is not put in any more then, for what that breaks cannot be mended. */
  identity: FileLine | null;
  readonly literals: UnkeyedLiteral[];
  hasInterface: boolean;
  compared: FileLine | null;
  /** Its layout hangs on its type parameters. */
  dependsOnParameters: boolean;
}

/** `number`: from 1 on, of its own. */
export function newState(struct: AskedStruct, number: number): StructState {
  const { known, ask } = struct.inside;
  return {
    struct,
    // Only of what may hold an interface it is of interest whether it is compared.
    poison: { number, incomparable: known || ask.length > 0 },
    isKnown: false,
    identity: null,
    literals: [],
    hasInterface: known,
    compared: null,
    dependsOnParameters: false,
  };
}

export function hazardsOfState(
  state: StructState,
  factsOf: (file: string) => FileFacts | null,
  t: Translate,
): readonly Hazard[] {
  const { struct, identity, compared, hasInterface, dependsOnParameters } = state;
  const { name, nameSpan } = struct.struct;
  const hazards: Hazard[] = [];
  if (identity) {
    const message = t('{0} is used as a struct of the same fields in the same order.', name);
    hazards.push({ code: 'struct-identity', verdict: 'refused', message, ...identity });
  }
  if (dependsOnParameters) {
    const message = t('The layout of {0} depends on its type parameters: the best order differs.', name);
    const line = lineOf(struct.facts, nameSpan.start);
    hazards.push({ code: 'generic-layout', verdict: 'refused', message, file: struct.facts.path, line });
  }
  if (compared && hasInterface) {
    const message = t(
      '{0} is compared and has an interface inside: whether that panics hangs on which field is compared first.',
      name,
    );
    hazards.push({ code: 'compare-order', verdict: 'confirm', message, ...compared });
  }
  const literal = ofLiterals(state, factsOf, t);
  return literal ? [...hazards, literal] : hazards;
}

function ofLiterals(
  { struct, literals }: StructState,
  factsOf: (file: string) => FileFacts | null,
  t: Translate,
): Hazard | null {
  const { name, fields } = struct.struct;
  const placed = ({ file, start }: UnkeyedLiteral): FileLine => {
    const facts = factsOf(file);
    return { file, line: facts && lineOf(facts, start) };
  };
  const [first] = literals;
  if (!first) return null;
  const generated = literals.find(({ file }) => (factsOf(file)?.generated ?? null) !== null);
  if (generated) {
    const message = t('Generated code makes {0} by position, and would do so again at the next run.', name);
    return { code: 'unkeyed-literal', verdict: 'refused', message, ...placed(generated) };
  }
  if (fields.some(({ names }) => names.includes('_'))) {
    const message = t('{0} is made by position and has a blank field, for which there is no key.', name);
    return { code: 'unkeyed-literal', verdict: 'refused', message, ...placed(first) };
  }
  const message =
    literals.length === 1
      ? t('A literal makes {0} by position: it gets keys.', name)
      : t('{1} literals make {0} by position: they get keys.', name, literals.length);
  return { code: 'unkeyed-literal', verdict: 'confirm', message, ...placed(first) };
}
