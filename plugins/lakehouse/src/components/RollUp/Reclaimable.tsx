import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { lakehouseTranslationRef } from '../../translation';
import { formatBytes, formatCount, text } from '../shared';
import type { ReclaimableRollUp } from './sumOfReclaimable';

/** What goes with the snapshots of some tables that are due, in bytes and in files, and of how many it is not known. */
export function Reclaimable(props: { rollUp: ReclaimableRollUp }) {
  const { reclaimableBytes, reclaimableFiles, reclaimableUnknown } =
    props.rollUp;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  if (reclaimableBytes === undefined) {
    return <span className={text.muted}>–</span>;
  }
  return (
    <>
      {formatBytes(reclaimableBytes)}
      {reclaimableFiles !== undefined && (
        <div className={text.note}>
          {t('fleet.matrix.reclaimableFiles', {
            count: reclaimableFiles,
            formattedCount: formatCount(reclaimableFiles),
          })}
        </div>
      )}
      {reclaimableUnknown !== undefined && (
        <div className={text.note}>
          {t('fleet.matrix.reclaimableUnknown', {
            count: reclaimableUnknown,
            formattedCount: formatCount(reclaimableUnknown),
          })}
        </div>
      )}
    </>
  );
}
