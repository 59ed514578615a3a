import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { TableSummary } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { formatBytes, formatCount, formatFactor, text } from '../shared';

// Made once: a formatter per cell is what would be slow.
const EXACT = new Intl.NumberFormat('en');

/** From here on the slowdown is what a person should see first. */
const SLOW = 2;

/** How long reads take, `3.7×`; a lower bound where a part is unknown. */
export function SlowdownCell(props: { table: TableSummary }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { slowdown, scoreIsUpperBound, lastCommitAt } = props.table;
  if (slowdown === undefined) {
    return (
      <span className={text.note}>
        {lastCommitAt ? t('fleet.row.unknown') : '–'}
      </span>
    );
  }
  const factor = scoreIsUpperBound
    ? `≥ ${formatFactor(slowdown)}`
    : formatFactor(slowdown);
  return (
    <span
      className={slowdown >= SLOW ? text.strong : undefined}
      title={scoreIsUpperBound ? t('fleet.row.atLeast') : undefined}
    >
      {factor}
    </span>
  );
}

/** Bytes of the live files, exact on hover. */
export function SizeCell(props: { table: TableSummary }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { sizeBytes } = props.table;
  if (sizeBytes === undefined) {
    return <Missing table={props.table} />;
  }
  return (
    <span title={t('facts.bytes', { bytes: EXACT.format(sizeBytes) })}>
      {formatBytes(sizeBytes)}
    </span>
  );
}

/** Live data files. */
export function FilesCell(props: { table: TableSummary }) {
  const { dataFiles } = props.table;
  return dataFiles === undefined ? (
    <Missing table={props.table} />
  ) : (
    <>{formatCount(dataFiles)}</>
  );
}

/** Without a commit there is nothing to know; otherwise it is unknown, which is not 0. */
function Missing(props: { table: TableSummary }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  return (
    <span className={text.note}>
      {props.table.lastCommitAt ? t('fleet.row.unknown') : '–'}
    </span>
  );
}
