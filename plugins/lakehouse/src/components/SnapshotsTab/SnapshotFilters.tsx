import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import type { TableSnapshots } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { OPERATIONS } from './operations';
import styles from './snapshots.module.css';
import type { SnapshotsState } from './useSnapshotsState';

/** Stands for no choice: select boxes have no key without text. */
const ANY = '*';

/** Filters of the list: history of a ref, operation. */
export function SnapshotFilters(props: {
  refs: TableSnapshots['refs'];
  state: SnapshotsState;
  onChange: (change: Partial<SnapshotsState>) => void;
}) {
  const { refs, state, onChange } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  return (
    <div className={styles.filters}>
      <Select
        size="small"
        aria-label={t('snapshots.list.ref')}
        selectedKey={refs.some(ref => ref.name === state.ref) ? state.ref : ANY}
        onSelectionChange={key =>
          onChange({ ref: key === ANY ? undefined : String(key) })
        }
        options={[
          { value: ANY, label: t('snapshots.list.refAny') },
          ...refs.map(ref => ({
            value: ref.name,
            label: t(`snapshots.list.${ref.type}Option`, { name: ref.name }),
          })),
        ]}
      />
      <Select
        size="small"
        aria-label={t('snapshots.list.operation')}
        selectedKey={state.operation ?? ANY}
        onSelectionChange={key =>
          onChange({
            operation: OPERATIONS.find(operation => operation === key),
          })
        }
        options={[
          { value: ANY, label: t('snapshots.list.anyOperation') },
          ...OPERATIONS.map(operation => ({
            value: operation,
            label: t(`snapshots.operation.${operation}`),
          })),
        ]}
      />
    </div>
  );
}
