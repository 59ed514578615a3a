import { useState, type ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  RunDetail,
  TableRef,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { formatCount, text } from '../shared';
import { ExpiringSnapshots } from './ExpiringSnapshots';
import styles from './maintenance.module.css';
import { UnitTable } from './UnitTable';
import { unitRows } from './unitRows';

type Step = RunDetail['run']['plan']['steps'][number];

/** Pieces of a step that are listed; the rest is counted. */
const MOST = 50;

/** What a step consists of, opened on demand: partitions, snapshots, files or properties, one by one. */
export function StepUnits(props: {
  table: TableRef;
  step: Step;
  /** In a run: the step's pieces, with what became of each. */
  units?: RunDetail['units'];
}) {
  const { table, step, units } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const [isOpen, setOpen] = useState(false);
  const snapshotIds = step.units.flatMap(unit =>
    unit.operation === 'expire-snapshots' ? unit.snapshotIds : [],
  );
  const rows = unitRows(step.units, units);
  const count = snapshotIds.length + rows.length;
  if (count === 0) {
    return null;
  }
  const caption = t('maintenance.units.caption', { title: step.title });
  let list: ReactNode;
  if (isOpen) {
    list =
      snapshotIds.length > 0 ? (
        <ExpiringSnapshots
          table={table}
          caption={caption}
          snapshotIds={snapshotIds.slice(0, MOST)}
        />
      ) : (
        <UnitTable
          operation={step.operation}
          caption={caption}
          rows={rows.slice(0, MOST)}
        />
      );
  }
  return (
    <details
      className={styles.units}
      onToggle={event => setOpen(event.currentTarget.open)}
    >
      <summary>
        {t(`maintenance.units.open.${step.operation}`, {
          count,
          formattedCount: formatCount(count),
        })}
      </summary>
      {list}
      {isOpen && count > MOST && (
        <p className={text.note}>
          {t('maintenance.units.more', {
            count: count - MOST,
            formattedCount: formatCount(count - MOST),
          })}
        </p>
      )}
    </details>
  );
}
