const WORDS = ['', 'thousand', 'million', 'billion', 'trillion'] as const;
const BYTES = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** A unit that fits all values of an axis: the axis names it once, its ticks are plain numbers. */
export interface AxisUnit {
  factor: number;
  name: string;
}

/** Counts from ten million on are written in millions, billions … */
export function countUnit(max: number): AxisUnit {
  if (max < 1e7) {
    return { factor: 1, name: '' };
  }
  const power = Math.min(4, Math.floor(Math.log10(max) / 3));
  return { factor: 1000 ** power, name: WORDS[power] };
}

/** Sizes in the binary unit of their maximum. */
export function byteUnit(max: number): AxisUnit {
  const power = max < 1 ? 0 : Math.min(5, Math.floor(Math.log2(max) / 10));
  return { factor: 1024 ** power, name: BYTES[power] };
}
