import { useCallback } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { lakehouseTranslationRef } from '../../translation';
import { formatBytes, formatCount, formatInstant } from '../shared';
import { operationKey } from './operations';
import type { TimedPoint } from './selectGrowth';

/** A point of the growth in words: what the cursor says. */
export function usePointSentence(): (point: TimedPoint) => string {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  return useCallback(
    point => {
      const said = (
        value: number | undefined,
        format: (value: number) => string,
      ) =>
        value === undefined ? t('snapshots.growth.unknown') : format(value);
      return t('snapshots.cursor.value', {
        at: formatInstant(point.atMs),
        operation: t(`snapshots.operation.${operationKey(point.operation)}`),
        records: said(point.records, formatCount),
        files: said(point.dataFiles, formatCount),
        deletes: said(point.deleteFiles, formatCount),
        size: said(point.sizeBytes, formatBytes),
      });
    },
    [t],
  );
}
