// What a hover on a struct's name shows: its numbers, its memory as a picture, what another order would give, and the other architectures.
import { bestSummary, layoutPicture, layoutSummary, otherArchitecture } from '../layout/layoutText';
import type { StructLayout } from '../layout/structLayout';
import type { Translate } from '../messages/translate';
import { codeBlock, escapeMarkdown } from './markdown';

/** Of a struct with more, a hover shows the first ones. */
const mostLines = 40;

/** The rows of one struct, the build's own architecture first. */
export function layoutMarkdown([own, ...others]: readonly StructLayout[], t: Translate): string {
  if (!own) return '';
  const picture = layoutPicture(own);
  const shown = picture.length > mostLines ? picture.slice(0, mostLines - 1) : picture;
  const more = picture.length - shown.length;
  const best = bestSummary(own, t);
  return [
    escapeMarkdown(`${own.name}: ${layoutSummary(own, t)} (${own.goarch})`),
    codeBlock([...shown, ...(more > 0 ? [t('… and {0} more lines', more)] : [])].join('\n'), 'text'),
    ...(best === null ? [] : [escapeMarkdown(best)]),
    ...(others.length > 0 ? [escapeMarkdown(others.map(other => otherArchitecture(other, t)).join('; '))] : []),
  ].join('\n\n');
}
