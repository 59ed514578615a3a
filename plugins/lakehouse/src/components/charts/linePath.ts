/** A point of a line; without `y` the line has a gap there. */
export interface LinePoint {
  x: number;
  y?: number;
}

/**
 * Runs of neighbouring points that have a value: a gap stays a gap, nothing is drawn
 * across it.
 */
export function lineRuns(
  points: readonly LinePoint[],
): Array<Array<{ x: number; y: number }>> {
  const runs: Array<Array<{ x: number; y: number }>> = [];
  let run: Array<{ x: number; y: number }> = [];
  for (const { x, y } of points) {
    if (y === undefined) {
      if (run.length > 0) {
        runs.push(run);
      }
      run = [];
    } else {
      run.push({ x, y });
    }
  }
  if (run.length > 0) {
    runs.push(run);
  }
  return runs;
}

/** SVG path of a line through pixels, with gaps. */
export function linePath(points: readonly LinePoint[]): string {
  return lineRuns(points)
    .map(run =>
      run
        .map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${px(x)} ${px(y)}`)
        .join(''),
    )
    .join('');
}

/** SVG path of the area between a line and a base, with gaps. */
export function areaPath(points: readonly LinePoint[], base: number): string {
  return lineRuns(points)
    .filter(run => run.length > 1)
    .map(run => {
      const first = run[0];
      const last = run[run.length - 1];
      return `${linePath(run)}L${px(last.x)} ${px(base)}L${px(first.x)} ${px(
        base,
      )}Z`;
    })
    .join('');
}

/** A tenth of a pixel is finer than a screen shows, and keeps the page small. */
function px(value: number): string {
  return String(Math.round(value * 10) / 10);
}
