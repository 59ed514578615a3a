const UNITS: Record<string, number> = { Mi: 1, Gi: 1024, Ti: 1024 * 1024 };

/** `8Gi` in MiB; the schema lets only Mi, Gi and Ti through. */
export function mebibytes(quantity: string): number {
  const [, number, unit] = /^(\d+)(Mi|Gi|Ti)$/.exec(quantity) ?? [];
  if (unit === undefined)
    throw new RangeError(`Not a quantity in Mi, Gi or Ti: ${quantity}`);
  return Number(number) * UNITS[unit];
}
