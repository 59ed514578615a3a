import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { lakehouseTranslationRef } from '../../translation';
import { CopyButton } from './CopyButton';
import { formatSnapshotId } from './format';
import styles from './SnapshotId.module.css';

/** A snapshot's 64-bit id: first and last four digits, whole on hover and by copy. Never a number. */
export function SnapshotId(props: { id: string; copy?: boolean }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  return (
    <span className={styles.id}>
      <span title={props.id}>{formatSnapshotId(props.id)}</span>
      {props.copy !== false && (
        <CopyButton
          value={props.id}
          label={t('copy.snapshotId', { id: props.id })}
        />
      )}
    </span>
  );
}
