import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiGitBranchLine, RiPriceTag3Line } from '@remixicon/react';
import type {
  SnapshotLine,
  TableSnapshots,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { formatDate, text, useNow } from '../shared';
import { aheadBehind } from './listRows';
import styles from './snapshots.module.css';

/** Branches and tags that point at a snapshot, and what else there is to say about its place. */
export function RefTags(props: {
  line: SnapshotLine;
  snapshots: TableSnapshots;
}) {
  const { line, snapshots } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const now = useNow();
  const refs = line.refs.flatMap(name =>
    snapshots.refs.filter(ref => ref.name === name),
  );
  const apart =
    !line.onMain && refs.some(ref => ref.type === 'branch')
      ? aheadBehind(snapshots.snapshots, line.snapshotId)
      : undefined;
  const committedMs = Date.parse(line.committedAt);
  return (
    <span className={styles.refs}>
      {refs.map(ref => (
        <span key={`${ref.type}/${ref.name}`} className={styles.ref}>
          <span
            className={`${text.tag} ${
              ref.type === 'branch' ? styles.branch : ''
            }`}
          >
            {ref.type === 'branch' ? (
              <RiGitBranchLine aria-hidden />
            ) : (
              <RiPriceTag3Line aria-hidden />
            )}
            {ref.name}
            <span className={text.hidden}>
              {' '}
              ({t(`snapshots.list.${ref.type}`)})
            </span>
          </span>
          {ref.type === 'tag' && ref.maxRefAgeMs !== undefined && (
            <span className={text.note}>
              {t('snapshots.list.until', {
                date: formatDate(committedMs + ref.maxRefAgeMs, now),
              })}
            </span>
          )}
        </span>
      ))}
      {apart && (
        <span className={text.note}>
          {t('snapshots.list.aheadBehind', {
            ahead: String(apart.ahead),
            behind: String(apart.behind),
          })}
        </span>
      )}
      {!line.onMain && refs.length === 0 && (
        <span className={text.note}>{t('snapshots.list.offMain')}</span>
      )}
      {line.parentExpired && (
        <span className={text.note}>{t('snapshots.list.parentExpired')}</span>
      )}
    </span>
  );
}
