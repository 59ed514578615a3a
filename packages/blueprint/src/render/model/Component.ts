import type { RenderedObject } from './RenderedObject';

/**
 * What belongs together: one file of the rendered folder.
 * @public
 */
export interface Component {
  /** Name of the file, without `.yaml`. */
  name: string;
  /** What it is, for the file's first line. */
  title: string;
  objects: RenderedObject[];
  /** Files besides, for example values of a chart: they are not applied by themselves. */
  files?: { path: string; text: string }[];
}
