// Rules whose word depends on what the other files of the package do with the same pool: each file says what it sees, as plain data, and what
// it would report; what holds is decided when all files have spoken.
import { fileNode, nodeBelow, type SyntaxNode } from '#core/syntax/syntaxNode';
import { occurrencesOf } from '#core/syntax/variables';
import { wordsOf } from '#core/syntax/words';
import { functionAround } from './flow';
import type { Misuse, RuleInput } from './misuse';
import { keepsContent } from './rules/dirtyGet';
import { poolOf, type FileUses, type Put } from './uses';

export interface Candidate {
  /** The package-level pool that it is about. */
  readonly pool: string;
  readonly misuse: Misuse;
}

export interface PackageRule {
  candidates(input: RuleInput): readonly Candidate[];
  /** Whether its candidates are told, by what all files of the package do with the pool. */
  holdsWhere(pool: PoolConduct): boolean;
}

/** What a package does with one of its pools. */
export interface PoolConduct {
  readonly setsNew: boolean;
  /** It is passed on, or its address is: others may do with it what they like. */
  readonly isElsewhere: boolean;
  /** Some Put may be of a value that was emptied. */
  readonly mayReset: boolean;
  /** Some function that calls Put looks at a size. */
  readonly hasCap: boolean;
  /** Some Get has an assertion that panics. */
  readonly isAsserted: boolean;
}

/** What one file does with each of the package's pools, by name. */
export function conductOf({ uses, declared }: RuleInput): ReadonlyMap<string, PoolConduct> {
  const { file, scope, gets, puts } = uses;
  const conduct = new Map<string, PoolConduct>();
  const { tree } = file;
  if (!tree) return conduct;
  for (const name of declared.pools.keys()) {
    const nodes = wordsOf(scope.text, name)
      .map(offset => nodeBelow(fileNode(tree), offset))
      .filter(node => node.type === 'identifier' && poolOf(node, scope, declared)?.where === 'package')
      .filter(node => node.field !== 'name' || node.parent?.type !== 'var_spec');
    const used = nodes.map(node => fieldAsked(node, scope.text));
    const isOwn = ({ pool }: { readonly pool: { readonly where: string; readonly name: string } }): boolean =>
      pool.where === 'package' && pool.name === name;
    const own = puts.filter(isOwn);
    conduct.set(name, {
      setsNew: used.includes('New'),
      isElsewhere: used.some(field => field !== 'New' && field !== 'Get' && field !== 'Put'),
      mayReset: own.some(put => mayBeEmpty(put, uses)),
      hasCap: own.some(put => looksAtSize(put, scope.text)),
      isAsserted: gets.some(get => isOwn(get) && get.assertion?.isChecked === false),
    });
  }
  return conduct;
}

export function joinConduct(files: readonly ReadonlyMap<string, PoolConduct>[]): ReadonlyMap<string, PoolConduct> {
  const joined = new Map<string, PoolConduct>();
  for (const [name, conduct] of files.flatMap(file => [...file])) {
    const before = joined.get(name);
    joined.set(name, before ? either(before, conduct) : conduct);
  }
  return joined;
}

function either(a: PoolConduct, b: PoolConduct): PoolConduct {
  return {
    setsNew: a.setsNew || b.setsNew,
    isElsewhere: a.isElsewhere || b.isElsewhere,
    mayReset: a.mayReset || b.mayReset,
    hasCap: a.hasCap || b.hasCap,
    isAsserted: a.isAsserted || b.isAsserted,
  };
}

/** `Get` of `p.Get`; null where the pool is used otherwise. */
function fieldAsked(node: SyntaxNode, text: string): string | null {
  const selector = node.parent?.type === 'selector_expression' && node.field === 'operand' ? node.parent : null;
  const field = selector?.child('field');
  return field ? text.slice(field.start, field.end) : null;
}

function mayBeEmpty({ variable, argument }: Put, { scope }: FileUses): boolean {
  const around = variable && functionAround(variable);
  if (!around) return true;
  // A parameter was somebody else's before.
  const isParameter = variable.parent?.type === 'parameter_declaration';
  return isParameter
    ? !occurrencesOf(variable, around, scope.text).every(
        use => use.node.start === argument.start || keepsContent(use, scope.text),
      )
    : !occurrencesOf(variable, around, scope.text).every(use => keepsContent(use, scope.text));
}

function looksAtSize({ call }: Put, text: string): boolean {
  const around = functionAround(call);
  return around !== null && /\b(?:cap|len)\(|\.(?:Cap|Len|Size)\(/.test(text.slice(around.start, around.end));
}
