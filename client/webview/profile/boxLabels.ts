// Text for boxes: the longest form of a name that fits. Measuring is the dear part, so every text is measured once for each font.
import { shortNames } from '#core/profile/shortName';
import { printable as withoutMarks } from '#core/text/printable';

export interface BoxLabels {
  /** '' where not even a letter or two fit. Pixels of the page. */
  fit(
    context: CanvasRenderingContext2D,
    name: string,
    width: number,
  ): { readonly text: string; readonly width: number };
  width(context: CanvasRenderingContext2D, text: string): number;
}

interface Measured {
  readonly text: string;
  readonly width: number;
}

const none: Measured = { text: '', width: 0 };
/** Names that are looked at in a session; a hostile file has more. */
const mostNames = 100_000;
const longestText = 1000;

/** For one font; the context must be set to it. */
export function boxLabels(): BoxLabels {
  const forms = new Map<string, readonly Measured[]>();
  const widths = new Map<string, number>();
  const width = (context: CanvasRenderingContext2D, text: string) => {
    let found = widths.get(text);
    if (found === undefined) {
      if (widths.size > mostNames) widths.clear();
      widths.set(text, (found = context.measureText(text).width));
    }
    return found;
  };
  return {
    width,
    fit(context, name, room) {
      let measured = forms.get(name);
      if (!measured) {
        if (forms.size > mostNames) forms.clear();
        measured = shortNames(name).map(text => ({ text: printable(text), width: width(context, printable(text)) }));
        forms.set(name, measured);
      }
      const fitting = measured.find(form => form.width <= room);
      if (fitting) return fitting;
      // The shortest form, cut: by the width of its average letter, which is never far off.
      const shortest = measured.at(-1)!;
      const letters = Math.floor(((room - width(context, '…')) * shortest.text.length) / shortest.width);
      if (letters < 2) return none;
      const text = `${shortest.text.slice(0, letters)}…`;
      return { text, width: room };
    },
  };
}

/** Names come from outside: line ends and marks that turn the writing direction are shown as what they are, a strange character. */
export function printable(text: string): string {
  return withoutMarks(text.slice(0, longestText), '\ufffd');
}
