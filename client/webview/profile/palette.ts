// Colours of boxes. Hue says whose code it is, its shade which package, so that neighbours differ; lightness is the same everywhere, so
// text is readable on all of them. With high contrast there are no fills, and the marks at a box's left edge tell the same.
import { type Names, type PackageClass, packageClasses } from '#core/messages/profileView';
import { packageOf } from '#core/profile/packages';
import { cssOf, pixelOf, type Oklch } from './oklch';
import { createPixels } from './pixels';
import { themeColour, themeKind, type ThemeKind } from '../base/theme';

export interface Palette {
  readonly kind: ThemeKind;
  /** No fills: lines and text only. */
  readonly isPlain: boolean;
  readonly background: string;
  readonly text: string;
  readonly fadedText: string;
  readonly line: string;
  readonly focus: string;
  readonly hover: string;
  readonly rest: string;
  readonly root: string;
  /** What a search found. */
  readonly found: string;
  readonly font: string;
  /** Of a name, by its place in the list. */
  fill(names: Names, name: number): string;
  /** The same for each of these names, as pixels. */
  pixels(names: Names): Uint32Array;
  /** Of any of these colours. */
  pixel(colour: string): number;
  /** Of the marks that tell classes apart without colour. */
  mark(packageClass: PackageClass): string;
  /** `share`: from -1, all of it is gone, to 1, all of it is new. */
  change(share: number): string;
}

interface Range {
  readonly hue: number;
  readonly spread: number;
  readonly chroma: number;
}

/** Orange for what one has written and can change; the rest in cool colours, the runtime in none. */
const ranges: Readonly<Record<PackageClass, Range>> = {
  own: { hue: 48, spread: 22, chroma: 0.13 },
  dependency: { hue: 168, spread: 28, chroma: 0.08 },
  standard: { hue: 252, spread: 26, chroma: 0.085 },
  runtime: { hue: 300, spread: 10, chroma: 0.018 },
  unknown: { hue: 300, spread: 0, chroma: 0.008 },
};

const lightness: Readonly<Record<ThemeKind, number>> = {
  dark: 0.5,
  light: 0.87,
  highContrast: 0,
  highContrastLight: 1,
  forced: 0,
};

export function readPalette(): Palette {
  const kind = themeKind();
  const isForced = kind === 'forced';
  const isPlain = kind !== 'dark' && kind !== 'light';
  const isLight = kind === 'light' || kind === 'highContrastLight';
  const colour = (variable: string, otherwise: string, system: string) =>
    isForced ? system : themeColour(variable, otherwise);
  const background = colour('--vscode-editor-background', isLight ? '#ffffff' : '#1e1e1e', 'Canvas');
  const text = colour('--vscode-editor-foreground', isLight ? '#222222' : '#dddddd', 'CanvasText');
  const line = colour('--vscode-contrastBorder', text, 'CanvasText');
  const base = lightness[kind];
  const grey = (by: number) => (isPlain ? background : `oklch(${base + (isLight ? -by : by)} 0.004 260)`);
  const colours = new Map<string, NameColour>();
  const colourOf = (names: Names, index: number): NameColour => {
    const name = names.texts[index]!;
    let colour = colours.get(name);
    if (!colour) {
      const oklch = oklchOf(name, classOfNumber(names.classes[index]!), base, isLight ? 0.85 : 0.95);
      if (colours.size > mostNames) colours.clear();
      colours.set(name, (colour = { oklch, pixel: pixelOf(oklch), css: null }));
    }
    return colour;
  };
  const pixelsOf = new WeakMap<Names, Uint32Array>();
  return {
    kind,
    isPlain,
    background,
    line,
    // On a fill the theme's own text may be too faint: these are dark on light fills and light on dark ones.
    text: isPlain ? text : isLight ? '#1b1b1f' : '#f3f3f5',
    fadedText: isPlain ? text : isLight ? '#1b1b1fb0' : '#f3f3f5b0',
    focus: colour('--vscode-focusBorder', '#0078d4', 'Highlight'),
    hover: isPlain ? text : isLight ? '#00000080' : '#ffffffa0',
    rest: grey(isLight ? 0.06 : -0.1),
    root: grey(isLight ? 0.0 : -0.13),
    found: isPlain ? background : `oklch(${isLight ? 0.8 : 0.56} 0.19 335)`,
    font: themeColour('--vscode-font-family', 'system-ui, sans-serif'),
    fill(names, name) {
      if (isPlain) return background;
      const colour = colourOf(names, name);
      return (colour.css ??= cssOf(colour.oklch));
    },
    pixels(names) {
      let made = pixelsOf.get(names);
      if (!made) pixelsOf.set(names, (made = Uint32Array.from(names.texts, (_, name) => colourOf(names, name).pixel)));
      return made;
    },
    pixel: createPixels(),
    mark(packageClass) {
      if (isPlain) return line;
      const { hue, chroma } = ranges[packageClass];
      return `oklch(${isLight ? base - 0.27 : base + 0.3} ${(chroma * 1.35).toFixed(3)} ${hue})`;
    },
    change(share) {
      if (isPlain) return background;
      const strength = Math.min(1, Math.abs(share));
      // Ten steps are what the eye tells apart.
      const step = Math.round(Math.sqrt(strength) * 10) / 10;
      const chroma = step * (isLight ? 0.13 : 0.12);
      const hue = share > 0 ? 55 : 250;
      return step === 0 ? grey(isLight ? 0.0 : -0.02) : `oklch(${base} ${chroma.toFixed(3)} ${hue})`;
    },
  };
}

interface NameColour {
  readonly oklch: Oklch;
  readonly pixel: number;
  /** Written when a box wide enough needs it. */
  css: string | null;
}

/** Whose colours are kept: pictures of one profile have most of their names in common. */
const mostNames = 100_000;

/** `lightness` of the theme; `strength` of the colour. */
function oklchOf(name: string, packageClass: PackageClass, lightness: number, strength: number): Oklch {
  const { hue, spread, chroma } = ranges[packageClass];
  const ofPackage = unit(hash(packageOf(name)));
  const ofName = unit(hash(name));
  return {
    lightness: lightness + (ofName - 0.5) * 0.055,
    chroma: chroma * strength,
    hue: hue + (ofPackage - 0.5) * 2 * spread,
  };
}

export const classOfNumber = (number: number): PackageClass => packageClasses[number] ?? 'unknown';

/** FNV-1a with its bits mixed: names of one package differ in their last letters only. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x45d9f3b);
  return (value ^ (value >>> 16)) >>> 0;
}

const unit = (hashed: number): number => hashed / 0xffffffff;
