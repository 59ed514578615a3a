import type { ReactNode } from 'react';
import { parseEntityRef } from '@backstage/catalog-model';
import { RouterLink, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import { lakehouseTranslationRef } from '../../translation';
import { text } from '../shared';
import styles from './TablesList.module.css';
import { ownerName } from './useFilterOptions';

/**
 * Link to an entity in a row. A plain anchor: rows come by the dozen while one scrolls,
 * and BUI's Link costs several times as much.
 */
export function RowLink(props: { entityRef: string; children: ReactNode }) {
  const entityLink = useEntityRefLink();
  const ref = parseEntityRef(props.entityRef, { defaultKind: 'group' });
  return (
    <RouterLink href={entityLink(ref)} className={styles.link}>
      {props.children}
    </RouterLink>
  );
}

/** The owner in a row; an absent one is said, not left blank. */
export function RowOwner(props: { owner: string | undefined }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { owner } = props;
  if (!owner) {
    return <span className={text.muted}>{t('owner.none')}</span>;
  }
  // What is no entity ref is shown as it is, not linked.
  return isEntityRef(owner) ? (
    <RowLink entityRef={owner}>{ownerName(owner)}</RowLink>
  ) : (
    <span>{owner}</span>
  );
}

function isEntityRef(owner: string): boolean {
  try {
    parseEntityRef(owner, { defaultKind: 'group' });
    return true;
  } catch {
    return false;
  }
}
