import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { lakehouseTranslationRef } from '../../translation';
import { SnapshotId } from '../shared';
import { OperationMark } from './OperationMark';
import { operationKey } from './operations';
import type { TimedPoint } from './selectGrowth';
import styles from './snapshots.module.css';
import { usePointSentence } from './usePointSentence';
import type { SnapshotsState } from './useSnapshotsState';

/** What is under the cursor, with the buttons that its keys stand for. */
export function GrowthReadout(props: {
  point?: TimedPoint;
  onChange: (change: Partial<SnapshotsState>) => void;
}) {
  const { point, onChange } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const sentence = usePointSentence();
  if (!point) {
    return <p className={styles.readout}>{t('snapshots.cursor.hint')}</p>;
  }
  return (
    <div className={styles.readout}>
      <OperationMark operation={operationKey(point.operation)} />
      <SnapshotId id={point.snapshotId} />
      <span className={styles.readoutText}>{sentence(point)}</span>
      <Button
        size="small"
        variant="secondary"
        onPress={() => onChange({ a: point.snapshotId })}
      >
        {t('snapshots.cursor.setA')}
      </Button>
      <Button
        size="small"
        variant="secondary"
        onPress={() => onChange({ b: point.snapshotId })}
      >
        {t('snapshots.cursor.setB')}
      </Button>
    </div>
  );
}
