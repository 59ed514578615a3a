import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  SnapshotLine,
  TableSnapshots,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import {
  Age,
  formatSnapshotId,
  SnapshotId,
  tableStyles,
  text,
} from '../shared';
import type { ComparedPair } from './comparedPair';
import { changesSchema } from './listRows';
import { OperationMark } from './OperationMark';
import { operationKey } from './operations';
import { Rail } from './Rail';
import type { RailRow } from './railLayout';
import { RefTags } from './RefTags';
import styles from './snapshots.module.css';
import { useChangeSentences } from './useChangeSentences';
import type { SnapshotsState } from './useSnapshotsState';

/** One snapshot of the list. */
export function SnapshotRow(props: {
  line: SnapshotLine;
  rail: RailRow;
  lanes: number;
  snapshots: TableSnapshots;
  pair?: ComparedPair;
  onChange: (change: Partial<SnapshotsState>) => void;
}) {
  const { line, rail, lanes, snapshots, pair, onChange } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { rows, files } = useChangeSentences(line);
  const id = line.snapshotId;
  const short = formatSnapshotId(id);
  const isA = pair?.a === id;
  const isB = pair?.b === id;
  const operation = operationKey(line.operation);
  const older = snapshots.snapshots[snapshots.snapshots.indexOf(line) + 1];
  return (
    <tr className={isA || isB ? styles.chosen : undefined}>
      <td className={styles.railCell}>
        <Rail
          row={rail}
          lanes={lanes}
          filled={line.refs.length > 0 || isA || isB}
        />
      </td>
      <th scope="row" className={tableStyles.nowrap}>
        <SnapshotId id={id} />
      </th>
      <td className={tableStyles.number}>
        <Age at={line.committedAt} />
      </td>
      <td>
        <span className={styles.operation}>
          <OperationMark operation={operation} />
          {operation === 'other'
            ? line.operation ?? t('snapshots.operation.unknown')
            : t(`snapshots.operation.${operation}`)}
        </span>
        {changesSchema(line, older) && (
          <div className={text.note}>{t('snapshots.list.newSchema')}</div>
        )}
      </td>
      <td className={`${styles.figures} ${styles.nowrap}`}>
        {rows ?? <Unsaid />}
      </td>
      <td className={styles.figures}>{files ?? <Unsaid />}</td>
      <td className={styles.by} title={line.writtenBy}>
        {line.writtenBy ?? <Unsaid />}
      </td>
      <td>
        <RefTags line={line} snapshots={snapshots} />
      </td>
      <td>
        <span className={styles.choices}>
          <button
            type="button"
            className={styles.choice}
            aria-pressed={isA}
            aria-label={t('snapshots.list.chooseA', { id: short })}
            onClick={() => onChange({ a: isA ? undefined : id })}
          >
            {t('snapshots.compare.a')}
          </button>
          <button
            type="button"
            className={styles.choice}
            aria-pressed={isB}
            aria-label={t('snapshots.list.chooseB', { id: short })}
            onClick={() => onChange({ b: isB ? undefined : id })}
          >
            {t('snapshots.compare.b')}
          </button>
        </span>
      </td>
    </tr>
  );
}

/** A writer may leave a figure out: that is not 0. */
function Unsaid() {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  return (
    <span className={text.muted} title={t('snapshots.list.unknown')}>
      {t('snapshots.operation.unknown')}
    </span>
  );
}
