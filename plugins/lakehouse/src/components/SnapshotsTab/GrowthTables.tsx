import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { lakehouseTranslationRef } from '../../translation';
import { ChartTable } from '../charts';
import { formatBytes, formatCount, formatDate, formatInstant } from '../shared';
import { OPERATIONS, operationKey } from './operations';
import type { GrowthSelection } from './selectGrowth';
import styles from './snapshots.module.css';

/** The data of the growth chart as tables: the state after each snapshot, commits by day. */
export function GrowthTables(props: {
  selection: GrowthSelection;
  total: number;
  /** The back end left snapshots out, evenly, because there are too many. */
  thinned: boolean;
}) {
  const { selection, total, thinned } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const unknown = t('snapshots.growth.unknown');
  return (
    <div className={styles.tables}>
      <ChartTable
        caption={
          thinned
            ? t('snapshots.growth.captionThinned', {
                shown: formatCount(selection.points.length),
                total: formatCount(total),
              })
            : t('snapshots.growth.caption')
        }
        maxHeight={440}
        columns={[
          { label: t('snapshots.growth.when') },
          { label: t('snapshots.growth.operation') },
          { label: t('snapshots.growth.records'), numeric: true },
          { label: t('snapshots.growth.dataFiles'), numeric: true },
          { label: t('snapshots.growth.deleteFiles'), numeric: true },
          { label: t('snapshots.growth.size'), numeric: true },
        ]}
        rows={[...selection.points].reverse().map(point => ({
          key: point.snapshotId,
          cells: [
            formatInstant(point.atMs),
            t(`snapshots.operation.${operationKey(point.operation)}`),
            point.records === undefined ? unknown : formatCount(point.records),
            point.dataFiles === undefined
              ? unknown
              : formatCount(point.dataFiles),
            point.deleteFiles === undefined
              ? unknown
              : formatCount(point.deleteFiles),
            point.sizeBytes === undefined
              ? unknown
              : formatBytes(point.sizeBytes),
          ],
        }))}
      />
      <ChartTable
        caption={t('snapshots.growth.captionCommits')}
        maxHeight={440}
        columns={[
          { label: t('snapshots.growth.day') },
          ...OPERATIONS.map(operation => ({
            label: t(`snapshots.operation.${operation}`),
            numeric: true,
          })),
        ]}
        rows={[...selection.commitsByDay].reverse().map(day => ({
          key: day.day,
          cells: [
            formatDate(Date.parse(day.day), selection.endMs),
            ...OPERATIONS.map(operation => formatCount(day[operation])),
          ],
        }))}
      />
    </div>
  );
}
