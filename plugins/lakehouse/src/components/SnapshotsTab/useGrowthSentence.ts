import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { lakehouseTranslationRef } from '../../translation';
import { formatBytes, formatCount, formatDate } from '../shared';
import type { GrowthFigure, GrowthSelection } from './selectGrowth';

/** The growth chart in a sentence. */
export function useGrowthSentence(selection: GrowthSelection): string {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const known = selection.before
    ? [selection.before, ...selection.points]
    : selection.points;
  const said = (value: number | undefined, format: (value: number) => string) =>
    value === undefined ? t('snapshots.growth.unknown') : format(value);
  const from = (figure: GrowthFigure, format: (value: number) => string) =>
    said(known[0]?.[figure], format);
  const to = (figure: GrowthFigure, format: (value: number) => string) =>
    said(known.at(-1)?.[figure], format);
  return t('snapshots.growth.sentence', {
    start: formatDate(selection.startMs, selection.endMs),
    end: formatDate(selection.endMs, selection.endMs),
    recordsFrom: from('records', formatCount),
    recordsTo: to('records', formatCount),
    filesFrom: from('dataFiles', formatCount),
    filesTo: to('dataFiles', formatCount),
    sizeFrom: from('sizeBytes', formatBytes),
    sizeTo: to('sizeBytes', formatBytes),
    commits: formatCount(selection.commits),
  });
}
