/** An ISO 8601 time that long before now: mock data keeps its ages, whenever it is looked at. */
export function ago(
  amount: number,
  unit: 's' | 'min' | 'h' | 'd',
  nowMs: number = Date.now(),
): string {
  const unitMs = { s: 1_000, min: 60_000, h: 3_600_000, d: 86_400_000 }[unit];
  return new Date(nowMs - amount * unitMs).toISOString();
}
