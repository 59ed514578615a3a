/**
 * Points as pages write them: whole; a cost below a point keeps its decimal, because "−0"
 * would deny that it costs something, and "−1" that the score is still 100.
 */
export function formatPoints(points: number): string {
  if (points > 0 && points < 1) {
    return String(Math.min(0.9, Math.max(0.1, Math.round(points * 10) / 10)));
  }
  return String(Math.round(points));
}
