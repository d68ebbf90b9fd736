// Numbers of several runs: what is reported is the middle one, since a busy machine only ever makes a run longer.

/** The middle value, or the mean of the two in the middle. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The median of each pair's own ratio: what slows the machine for a while slows both of a pair. */
export const ratio = (ours, references) => median(ours.map((value, index) => value / references[index]));

export const milliseconds = value => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
export const megabytes = bytes => `${(bytes / 1e6).toFixed(1)} MB`;
export const percent = share => `${(share * 100).toFixed(1)} %`;
export const times = value => `${value.toFixed(2)}×`;
