// The names that an answer speaks of, each once, with what a page shows beside them. Names of a grouping label follow those of the
// functions.
import { type Names, type PackageClass, packageClasses } from '../messages/profileView';
import { classOf, packageOf } from './packages';
import { startLineOf } from './sourceLine';
import type { View } from './view';

export interface NameTexts {
  text(name: number): string;
  file(name: number): string;
  line(name: number): number;
  class(name: number): PackageClass;
}

/** `prefixes`: the names beyond those of the functions. */
export function nameTexts(view: View, prefixes: readonly string[], modules: readonly string[]): NameTexts {
  const { names } = view.frames;
  const classes = new Map<number, PackageClass>();
  return {
    text: name => (name < names.count ? names.text(name) : (prefixes[name - names.count] ?? '')),
    file: name => (name < names.count ? names.file(name) : ''),
    line: name => (name < names.count ? startLineOf(view, name) : 0),
    class: name => {
      if (name >= names.count) return 'unknown';
      let found = classes.get(name);
      if (!found) classes.set(name, (found = classOf(packageOf(names.text(name)), names.file(name), modules)));
      return found;
    },
  };
}

/** Gathers names while an answer is made. */
export function collectNames(texts: NameTexts): {
  /** The place of a name in the answer's lists; -1 stays -1. */
  readonly placeOf: (name: number) => number;
  readonly names: () => Names;
} {
  const places = new Map<number, number>();
  return {
    placeOf: name => {
      if (name < 0) return -1;
      let place = places.get(name);
      if (place === undefined) places.set(name, (place = places.size));
      return place;
    },
    names: () => {
      const ids = [...places.keys()];
      return {
        ids: Int32Array.from(ids),
        texts: ids.map(texts.text),
        files: ids.map(texts.file),
        lines: Int32Array.from(ids, texts.line),
        classes: Uint8Array.from(ids, name => packageClasses.indexOf(texts.class(name))),
      };
    },
  };
}
