import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiCheckLine, RiCloseLine } from '@remixicon/react';
import type { SourceCapability } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { text } from '../shared';
import styles from './Sources.module.css';

/** What is possible at a source, and then what is not and why. */
export function Capabilities(props: { capabilities: SourceCapability[] }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const titles = useCapabilityTitles();
  const { capabilities } = props;
  if (capabilities.length === 0) {
    return null;
  }
  const sorted = [
    ...capabilities.filter(({ possible }) => possible),
    ...capabilities.filter(({ possible }) => !possible),
  ];
  return (
    <ul
      className={styles.capabilities}
      aria-label={t('lakehouse.sources.capabilities')}
    >
      {sorted.map(({ id, possible, note }) => (
        <li key={id} className={styles.capability}>
          {possible ? (
            <RiCheckLine aria-hidden size={16} />
          ) : (
            <RiCloseLine aria-hidden size={16} />
          )}
          <span>
            {titles[id] ?? id}
            {!possible && (
              <b className={styles.not}>
                {' '}
                {t('lakehouse.sources.notPossible')}
              </b>
            )}
            {note && <span className={text.note}> {note}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}

function useCapabilityTitles(): Record<string, string> {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  return {
    'list-tables': t('lakehouse.sources.can.listTables'),
    'nested-namespaces': t('lakehouse.sources.can.nestedNamespaces'),
    views: t('lakehouse.sources.can.views'),
    'detect-changes': t('lakehouse.sources.can.detectChanges'),
    'read-metadata': t('lakehouse.sources.can.readMetadata'),
    'snapshot-history': t('lakehouse.sources.can.snapshotHistory'),
    'commit-history': t('lakehouse.sources.can.commitHistory'),
    references: t('lakehouse.sources.can.references'),
    'vended-credentials': t('lakehouse.sources.can.vendedCredentials'),
    query: t('lakehouse.sources.can.query'),
  };
}
