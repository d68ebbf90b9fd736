// `escapement profile top|tree FILE…`: what was typed behind `profile`, as a command; or, in one sentence, why it is none.
import type { Translate } from '#core/messages/translate';
import type { TableOrder } from '#core/profile/table';
import type { Refusal } from './arguments';

export interface ProfileCommand {
  readonly kind: 'profile';
  readonly shape: 'top' | 'tree';
  readonly format: 'text' | 'json';
  /** At least one; several are merged. */
  readonly files: readonly string[];
  /** '' stands for the profile's own choice. */
  readonly sampleType: string;
  readonly order: TableOrder;
  /** Taken away from the files; [] where nothing is. */
  readonly base: readonly string[];
  /** Regular expressions; '' where there is none. */
  readonly focus: string;
  readonly ignore: string;
  /** Rows; null where nobody said. */
  readonly limit: number | null;
}

export interface ProfileFlags extends Pick<ProfileCommand, 'format' | 'sampleType' | 'base' | 'focus' | 'ignore'> {
  /** As typed; null where nobody said. */
  readonly sort: string | null;
  readonly limit: string | null;
}

export function readProfileArguments(
  operands: readonly string[],
  flags: ProfileFlags,
  t: Translate,
): ProfileCommand | Refusal {
  const refused = (wrong: string, remedy: string): Refusal => ({ kind: 'refused', wrong, remedy });
  const { sort, limit, ...rest } = flags;
  const order = sort ?? 'flat';
  const [shape, ...files] = operands;
  if (shape !== 'top' && shape !== 'tree') {
    const remedy = t('write `profile top FILE` or `profile tree FILE`');
    return refused(
      shape === undefined ? t('profile needs to know what to print') : t('unknown command {0}', `profile ${shape}`),
      remedy,
    );
  }
  if (files.length === 0) return refused(t('no profile was named'), t('name a file, such as cpu.pprof'));
  if (shape === 'tree' && sort !== null) {
    return refused(t('a tree is not sorted by {0}', `--sort ${sort}`), t('leave it out: what weighs most comes first'));
  }
  if (order !== 'flat' && order !== 'cum') return refused(t('unknown order {0}', order), t('use flat or cum'));
  if (limit !== null && !/^\d+$/.test(limit)) {
    return refused(t('{0} is no number of rows', limit), t('use a whole number, such as --limit 20'));
  }
  return { kind: 'profile', shape, ...rest, files, order, limit: limit === null ? null : Number(limit) };
}
