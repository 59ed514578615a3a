import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { TableQueryResult } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { EmptyState, formatCount, text } from '../shared';
import styles from './snapshots.module.css';

const NUMERIC =
  /^(tinyint|smallint|int|integer|bigint|hugeint|long|float|double|real|decimal|u\w*int)/i;

/** The rows of a query, with the types of their columns. */
export function PreviewRows(props: { result: TableQueryResult }) {
  const { result } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const elapsed =
    result.elapsedMs < 1000
      ? `${Math.round(result.elapsedMs)} ms`
      : `${(result.elapsedMs / 1000).toFixed(1)} s`;
  if (result.rows.length === 0) {
    return (
      <EmptyState
        title={t('snapshots.preview.none')}
        detail={
          <>
            {t('snapshots.preview.noneDetail')} <RanAs result={result} />
          </>
        }
      />
    );
  }
  return (
    <>
      <p role="status" className={`${text.note} ${styles.rowCount}`}>
        {t('snapshots.preview.rows', {
          count: result.rows.length,
          formattedCount: formatCount(result.rows.length),
          elapsed,
        })}
        {result.truncated && <> {t('snapshots.preview.truncated')}</>}{' '}
        <RanAs result={result} />
      </p>
      <div
        className={styles.rowsScroll}
        tabIndex={0}
        role="region"
        aria-label={t('snapshots.preview.caption')}
      >
        <table className={styles.rows}>
          <caption className={text.hidden}>
            {t('snapshots.preview.caption')}
          </caption>
          <thead>
            <tr>
              {result.columns.map((column, index) => (
                // A query may give two columns the same name.
                // eslint-disable-next-line react/no-array-index-key
                <th
                  key={index}
                  scope="col"
                  className={
                    NUMERIC.test(column.type) ? styles.numeric : undefined
                  }
                >
                  {column.name}
                  <span className={styles.type}>{column.type}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {result.rows.map((row, rowIndex) => (
              // Rows of a query have no identity besides their place.
              // eslint-disable-next-line react/no-array-index-key
              <tr key={rowIndex}>
                {result.columns.map((column, index) => (
                  // eslint-disable-next-line react/no-array-index-key
                  <td
                    key={index}
                    className={
                      NUMERIC.test(column.type) ? styles.numeric : undefined
                    }
                  >
                    <Cell value={row[index]} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

/** Whose rights decided what is shown: filters and masks of the engine are those of that user. */
function RanAs(props: { result: TableQueryResult }) {
  const { ranAs } = props.result;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  if (!ranAs) return null;
  const { engine, user } = ranAs;
  return (
    <>
      {ranAs.isViewer
        ? t('snapshots.preview.ranAsViewer', { engine, user })
        : t('snapshots.preview.ranAsOther', { engine, user })}
    </>
  );
}

function Cell(props: { value: unknown }) {
  const { value } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  if (value === null || value === undefined) {
    return <i className={text.muted}>{t('snapshots.preview.null')}</i>;
  }
  const written =
    typeof value === 'object' ? JSON.stringify(value) : String(value);
  // Long ones are clipped: the whole is in the hover, and in a query of one's own.
  return (
    <span title={written.length > 40 ? written : undefined}>{written}</span>
  );
}
