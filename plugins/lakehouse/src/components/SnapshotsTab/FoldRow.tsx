import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { SnapshotLine } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { formatCount, formatDate, useNow } from '../shared';
import { Rail } from './Rail';
import type { RailRow } from './railLayout';
import styles from './snapshots.module.css';

/** Plain snapshots that are folded away until somebody wants them. */
export function FoldRow(props: {
  lines: readonly SnapshotLine[];
  rail: RailRow;
  lanes: number;
  onOpen: () => void;
}) {
  const { lines, rail, lanes, onOpen } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const now = useNow();
  const to = formatDate(Date.parse(lines[0].committedAt), now);
  const from = formatDate(Date.parse(lines[lines.length - 1].committedAt), now);
  return (
    <tr>
      <td className={styles.railCell}>
        {/* What is folded has no dot: the line passes, dotted. */}
        <Rail
          row={{
            ...rail,
            top: rail.top && 'dotted',
            bottom: rail.bottom && 'dotted',
          }}
          lanes={lanes}
          dot={false}
        />
      </td>
      <td colSpan={8}>
        <Button size="small" variant="tertiary" onPress={onOpen}>
          {t('snapshots.list.folded', {
            count: lines.length,
            formattedCount: formatCount(lines.length),
            days:
              from === to ? to : t('snapshots.list.foldedDays', { from, to }),
          })}
        </Button>
      </td>
    </tr>
  );
}
