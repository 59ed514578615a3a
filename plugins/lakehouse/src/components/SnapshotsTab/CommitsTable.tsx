import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiGitBranchLine, RiPriceTag3Line } from '@remixicon/react';
import type {
  CatalogReferenceLine,
  CommitLine,
  TableCommits,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import {
  Age,
  CopyButton,
  EmptyState,
  SnapshotId,
  tableStyles,
  text,
} from '../shared';
import styles from './snapshots.module.css';

/** Characters of a hash that people compare. */
const SHORT = 8;

/** The references of a catalog, and the commits that touched a table. */
export function CommitsTable(props: { commits: TableCommits }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { references, commits, reference } = props.commits;
  return (
    <>
      <ul
        className={styles.references}
        aria-label={t('snapshots.commits.references')}
      >
        {references.map(line => (
          <li key={`${line.type}/${line.name}`}>
            <ReferenceTag reference={line} isRead={line.name === reference} />
          </li>
        ))}
      </ul>
      {commits.length === 0 ? (
        <EmptyState
          title={t('snapshots.commits.none')}
          detail={t('snapshots.commits.noneDetail', { reference })}
        />
      ) : (
        <div
          className={tableStyles.scroll}
          tabIndex={0}
          role="region"
          aria-label={t('snapshots.commits.caption')}
        >
          <table className={`${tableStyles.table} ${styles.commits}`}>
            <caption className={text.hidden}>
              {t('snapshots.commits.caption')}
            </caption>
            <thead>
              <tr>
                <th scope="col">{t('snapshots.commits.commit')}</th>
                <th scope="col">{t('snapshots.commits.when')}</th>
                <th scope="col">{t('snapshots.commits.message')}</th>
                <th scope="col">{t('snapshots.commits.author')}</th>
                <th scope="col">{t('snapshots.commits.snapshot')}</th>
                <th scope="col">{t('snapshots.commits.pointedAt')}</th>
              </tr>
            </thead>
            <tbody>
              {commits.map(commit => (
                <CommitRow
                  key={commit.hash}
                  commit={commit}
                  references={references.filter(
                    ({ hash }) => hash === commit.hash,
                  )}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

function CommitRow(props: {
  commit: CommitLine;
  references: CatalogReferenceLine[];
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { commit, references } = props;
  return (
    <tr>
      <th scope="row" className={tableStyles.nowrap}>
        <span className={text.row}>
          <code title={commit.hash}>{commit.hash.slice(0, SHORT)}</code>
          <CopyButton
            value={commit.hash}
            label={t('snapshots.commits.copy', {
              hash: commit.hash.slice(0, SHORT),
            })}
          />
        </span>
      </th>
      <td>
        <Age at={commit.committedAt} />
      </td>
      <td className={styles.commitMessage}>{commit.message}</td>
      <td>{commit.author || t('snapshots.commits.noAuthor')}</td>
      <td>
        {commit.change === 'delete' && t('snapshots.commits.dropped')}
        {commit.change !== 'delete' && commit.snapshotId && (
          <SnapshotId id={commit.snapshotId} />
        )}
        {commit.change !== 'delete' && !commit.snapshotId && (
          <span className={text.muted}>
            {t('snapshots.commits.noSnapshot')}
          </span>
        )}
      </td>
      <td>
        {references.map(line => (
          <ReferenceTag key={line.name} reference={line} isRead={false} />
        ))}
      </td>
    </tr>
  );
}

function ReferenceTag(props: {
  reference: CatalogReferenceLine;
  isRead: boolean;
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { name, type, hash } = props.reference;
  return (
    <span
      className={`${text.tag} ${type === 'branch' ? styles.branch : ''}`}
      title={hash}
    >
      {type === 'branch' ? (
        <RiGitBranchLine aria-hidden />
      ) : (
        <RiPriceTag3Line aria-hidden />
      )}
      {name}
      <span className={text.hidden}> ({t(`snapshots.list.${type}`)})</span>
      {props.isRead && (
        <span className={text.muted}>{t('snapshots.commits.isRead')}</span>
      )}
    </span>
  );
}
