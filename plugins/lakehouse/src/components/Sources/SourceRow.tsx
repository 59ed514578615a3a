import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import {
  lakehouseSourceCheckPermission,
  type LakehouseSource,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { Age, text } from '../shared';
import { Capabilities } from './Capabilities';
import { SourceTest } from './SourceTest';
import styles from './Sources.module.css';

/** One source; without `source` the catalog of a connection that does not even say what it is. */
export function SourceRow(props: {
  lakehouse: string;
  source?: LakehouseSource;
  /** What is shown of it was known before: it did not answer now. */
  isStale: boolean;
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { lakehouse, source, isStale } = props;
  const { allowed } = usePermission({
    permission: lakehouseSourceCheckPermission,
  });
  const id = source?.source ?? 'catalog';
  const roles: Record<string, string> = {
    catalog: t('lakehouse.sources.role.catalog'),
    storage: t('lakehouse.sources.role.storage'),
    engine: t('lakehouse.sources.role.engine'),
  };
  const role = roles[id] ?? id;
  const parts = [
    ...(source?.version
      ? [t('lakehouse.sources.version', { version: source.version })]
      : []),
    ...(source?.components ?? []).map(
      ({ part, version }) => `${part} ${version}`,
    ),
  ];
  const versions =
    parts.length > 0 ? parts.join(' · ') : t('lakehouse.sources.noVersion');
  return (
    <section className={styles.source} aria-label={role}>
      <div className={styles.head}>
        <div>
          <h3 className={styles.name}>
            <span className={text.muted}>{role}</span>{' '}
            {source?.product ?? t('lakehouse.sources.unknown')}
          </h3>
          {source && (
            <p className={text.note}>
              {versions}
              {isStale && (
                <>
                  {' · '}
                  {t('lakehouse.sources.asOf', {
                    age: <Age at={source.describedAt} />,
                  })}
                </>
              )}
            </p>
          )}
        </div>
        {allowed && (source === undefined || source.testable) && (
          <SourceTest lakehouse={lakehouse} source={id} role={role} />
        )}
      </div>
      {source && <Capabilities capabilities={source.capabilities} />}
    </section>
  );
}
