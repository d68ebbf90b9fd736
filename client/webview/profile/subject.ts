// A function that something can be done with, wherever it was pointed at: in a picture, the table, or the call tree.
import type { Filters, Frame, PackageClass } from '#core/messages/profileView';
import type { MenuItem } from '../base/menu';
import { t } from '../base/words';
import { printable } from './boxLabels';

export interface Subject {
  readonly name: number;
  readonly text: string;
  /** From the root to it; empty where it is meant in all places. */
  readonly path: readonly Frame[];
}

export interface SubjectActions {
  zoom(path: readonly Frame[]): void;
  sandwich(subject: Subject): void;
  goToSource(subject: Subject): void;
  copy(text: string): void;
  filter(field: keyof Filters, expression: string): void;
}

/** The context menu's groups. */
export function menuFor(subject: Subject, actions: SubjectActions): readonly (readonly MenuItem[])[] {
  const only = exactly(subject.text);
  return [
    [
      ...(subject.path.length > 0
        ? [{ text: t('Zoom to this box'), keys: 'Enter', run: () => actions.zoom(subject.path) }]
        : []),
      { text: t('Callers and callees'), run: () => actions.sandwich(subject) },
      { text: t('Go to source'), keys: 'Ctrl+Enter', run: () => actions.goToSource(subject) },
    ],
    [{ text: t('Copy name'), run: () => actions.copy(subject.text.replaceAll('%2e', '.')) }],
    [
      { text: t('Focus: only stacks with it'), run: () => actions.filter('focus', only) },
      { text: t('Ignore: no stacks with it'), run: () => actions.filter('ignore', only) },
      { text: t('Hide: leave its frames out'), run: () => actions.filter('hide', only) },
      { text: t('Show from: nothing above it'), run: () => actions.filter('showFrom', only) },
    ],
  ];
}

/** An expression that matches this name and no other. */
export function exactly(name: string): string {
  return `^${name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}$`;
}

/** Whose code it is, in words. */
export function classText(packageClass: PackageClass): string {
  switch (packageClass) {
    case 'own':
      return t('own code');
    case 'dependency':
      return t('dependency');
    case 'standard':
      return t('standard library');
    case 'runtime':
      return t('runtime');
    case 'unknown':
      return t('not Go');
  }
}

export const subjectText = ({ text }: Subject): string => printable(text.replaceAll('%2e', '.'));
