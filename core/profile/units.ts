// Values as people read them: 1.23 s, 4.5 MiB, 12,345. Three or four digits are what fits a box and what a sampled value is good for;
// all digits are there for whom asks for them.
import { baseOf } from './scale';

interface Step {
  readonly factor: number;
  readonly unit: string;
}

const times: readonly Step[] = [
  { factor: 1, unit: 'ns' },
  { factor: 1e3, unit: 'µs' },
  { factor: 1e6, unit: 'ms' },
  { factor: 1e9, unit: 's' },
  { factor: 60e9, unit: 'min' },
  { factor: 3600e9, unit: 'h' },
];
const sizes: readonly Step[] = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'].map((unit, index) => ({
  factor: 1024 ** index,
  unit,
}));
const counts: readonly Step[] = [{ factor: 1, unit: '' }];

/** How many of the scale's smallest step one of the unit is, and the scale. Units that are not known stay as they are. */
function scaleOf(unit: string): { readonly scale: readonly Step[]; readonly factor: number } {
  if (unit === 'count' || unit === '') return { scale: counts, factor: 1 };
  const base = baseOf(unit);
  switch (base?.kind) {
    case 'bytes':
      return { scale: sizes, factor: base.factor };
    case 'time':
      return { scale: times, factor: base.factor };
    case 'compute':
    case undefined:
      return { scale: [{ factor: 1, unit }], factor: 1 };
  }
}

/** `-1.23 s`; the sign is a real minus, which is as wide as a digit. */
export function formatValue(value: number, unit: string): string {
  if (value === 0) return '0';
  const { scale, factor } = scaleOf(unit);
  const sign = value < 0 ? '−' : '';
  const amount = Math.abs(value) * factor;
  const step = stepFor(amount, scale);
  const digits = shortDigits(amount / step.factor, step.factor === 1);
  return step.unit === '' ? `${sign}${digits}` : `${sign}${digits} ${step.unit}`;
}

/** With all its digits, in the profile's own unit: `1,234,567,890 nanoseconds`. */
export function exactValue(value: number, unit: string): string {
  const digits = Number.isInteger(value) ? BigInt(value).toString() : value.toFixed(2);
  const text = grouped(digits.replace('-', ''));
  return `${value < 0 ? '−' : ''}${text}${unit === '' || unit === 'count' ? '' : ` ${unit}`}`;
}

/** `+1.2 ms`, `−3 KiB`: a change. */
export function formatChange(value: number, unit: string): string {
  return value > 0 ? `+${formatValue(value, unit)}` : formatValue(value, unit);
}

/** `12.3%` of a whole; '' where there is no part or no whole. */
export function formatShare(part: number, whole: number): string {
  if (whole === 0 || part === 0) return '';
  const percent = (part / whole) * 100;
  const sign = percent < 0 ? '−' : '';
  const amount = Math.abs(percent);
  if (amount > 0 && amount < 0.01) return `${sign}<0.01%`;
  return `${sign}${amount >= 99.95 ? amount.toFixed(0) : amount >= 10 ? amount.toFixed(1) : amount.toFixed(2)}%`;
}

function stepFor(amount: number, scale: readonly Step[]): Step {
  let best = scale[0]!;
  // Half a unit that rounds up to one (999.96 ms) is written in the next step.
  for (const step of scale) if (amount >= step.factor * 0.99995) best = step;
  // Minutes of CPU are read more easily as seconds until there are many.
  if (best.unit === 'min' && amount < 600e9) best = scale[3]!;
  return best;
}

/** Three digits, so that a column of them can be read down; of what is counted one by one no fractions that it does not have. */
function shortDigits(amount: number, isSmallest: boolean): string {
  const isWhole = Number.isInteger(amount) && (isSmallest || amount >= 10);
  if (isWhole || amount >= 99.95) return grouped(String(Math.round(amount)));
  return amount.toFixed(amount >= 9.995 ? 1 : 2);
}

function grouped(digits: string): string {
  const [whole, fraction] = digits.split('.');
  const groups = whole!.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return fraction === undefined ? groups : `${groups}.${fraction}`;
}
