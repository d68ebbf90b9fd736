import { element } from './element';

/** A list to choose one of: values and their texts. */
export function select(label: string, options: readonly (readonly [string, string])[]): HTMLSelectElement {
  return element(
    'select',
    { 'aria-label': label, title: label },
    ...options.map(([value, text]) => element('option', { value }, text)),
  );
}
