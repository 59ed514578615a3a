import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { SnapshotComparison } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import {
  Banner,
  DiffLines,
  formatBytes,
  formatChange,
  formatCount,
  tableStyles,
  text,
} from '../shared';
import { FileChanges } from './FileChanges';
import styles from './snapshots.module.css';
import { TimeTravel } from './TimeTravel';

type Row = SnapshotComparison['rows'][number];

/** What is different between A and B: figures, schema, files; and how to query A. */
export function Comparison(props: { comparison: SnapshotComparison }) {
  const { comparison } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  return (
    <>
      {comparison.incomplete && (
        <Banner tone="warning" title={t('snapshots.compare.incomplete')}>
          {t('snapshots.compare.incompleteDetail')}
        </Banner>
      )}
      <div className={styles.comparison}>
        <div>
          <table className={`${tableStyles.table} ${styles.figuresTable}`}>
            <caption className={text.hidden}>
              {t('snapshots.compare.summary')}
            </caption>
            <thead>
              <tr>
                <th scope="col">
                  <span className={text.hidden}>
                    {t('snapshots.compare.figure')}
                  </span>
                </th>
                <th scope="col" className={tableStyles.number}>
                  {t('snapshots.compare.a')}
                </th>
                <th scope="col" className={tableStyles.number}>
                  {t('snapshots.compare.b')}
                </th>
                <th scope="col" className={tableStyles.number}>
                  {t('snapshots.compare.change')}
                </th>
              </tr>
            </thead>
            <tbody>
              {comparison.rows.map(row => (
                <FigureRow key={row.figure} row={row} />
              ))}
            </tbody>
          </table>
          <h3 className={styles.part}>{t('snapshots.compare.schema')}</h3>
          {comparison.schemaChanges.length > 0 && (
            <DiffLines
              changes={comparison.schemaChanges}
              label={t('snapshots.compare.schemaChanges')}
            />
          )}
          <p className={text.note}>
            {comparison.schemaChanges.length > 0
              ? t('snapshots.compare.others', {
                  count: comparison.unchangedFields,
                })
              : t('snapshots.compare.schemaSame', {
                  count: comparison.unchangedFields,
                })}
          </p>
          <TimeTravel queries={comparison.timeTravelSql} />
        </div>
        <FileChanges files={comparison.files} />
      </div>
    </>
  );
}

function FigureRow(props: { row: Row }) {
  const { row } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const format = row.figure === 'size-bytes' ? formatBytes : formatCount;
  const unknown = (
    <span className={text.muted}>{t('snapshots.compare.unknown')}</span>
  );
  const change =
    row.change ??
    (row.from !== undefined && row.to !== undefined
      ? row.to - row.from
      : undefined);
  return (
    <tr>
      <th scope="row">{t(`snapshots.compare.rows.${row.figure}`)}</th>
      <td className={tableStyles.number}>
        {row.from === undefined ? unknown : format(row.from)}
      </td>
      <td className={tableStyles.number}>
        {row.to === undefined ? unknown : format(row.to)}
      </td>
      <td className={tableStyles.number}>
        {change === undefined ? unknown : formatChange(change, format)}
      </td>
    </tr>
  );
}
