/** Pixels left of the plot: titles and values of the axes. */
export const GROWTH_LEFT = 118;
/** Pixels right of the plot: labels at the ends of lines. */
export const GROWTH_RIGHT = 92;
/** Top and bottom of each panel. */
export const GROWTH_PANELS = {
  records: { top: 26, bottom: 86 },
  files: { top: 118, bottom: 196 },
  size: { top: 228, bottom: 294 },
  commits: { top: 326, bottom: 396 },
} as const;
/** Where the plots end and the dates begin. */
export const GROWTH_PLOT_BOTTOM = GROWTH_PANELS.commits.bottom;
export const GROWTH_HEIGHT = 420;
