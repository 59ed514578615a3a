/**
 * Points as pages write them: whole; a cost below half a point keeps its decimal, because
 * "−0" would deny that it costs something.
 */
export function formatPoints(points: number): string {
  if (points > 0 && points < 0.5) {
    return String(Math.max(0.1, Math.round(points * 10) / 10));
  }
  return String(Math.round(points));
}
