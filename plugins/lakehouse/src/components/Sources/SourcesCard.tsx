import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { LakehouseSources } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import {
  Banner,
  CardFrame,
  EmptyState,
  QueryView,
  SkeletonLines,
  useLakehouseQuery,
} from '../shared';
import { SourceRow } from './SourceRow';
import { SourceState } from './SourceState';
import styles from './Sources.module.css';

/**
 * The systems that a lakehouse is read from: how current what is known is, their versions, what is possible there and
 * what is not, and a test of the connection. Has a request of its own: a source that is down holds up nothing else.
 */
export function SourcesCard(props: { lakehouse: string; revision: string }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { lakehouse, revision } = props;
  const query = useLakehouseQuery<LakehouseSources>(
    `sources/${lakehouse}/${revision}`,
    (api, options) => api.getSources(lakehouse, options),
    { keepPrevious: true },
  );
  return (
    <CardFrame
      title={t('lakehouse.sources.title')}
      subtitle={t('lakehouse.sources.subtitle')}
      busy={query.status === 'loading'}
    >
      <QueryView
        query={query}
        failed={t('lakehouse.sources.failed', { lakehouse })}
        skeleton={<SkeletonLines lines={6} />}
      >
        {({ scan, sources, error }) => (
          <div className={styles.sources}>
            {error && (
              <Banner tone="warning" title={t('lakehouse.sources.noAnswer')}>
                {error}
              </Banner>
            )}
            <SourceState scan={scan} />
            {sources.map(source => (
              <SourceRow
                key={source.source}
                lakehouse={lakehouse}
                source={source}
                isStale={error !== undefined}
              />
            ))}
            {sources.length === 0 &&
              (error ? (
                <SourceRow lakehouse={lakehouse} isStale />
              ) : (
                <EmptyState
                  title={t('lakehouse.sources.none')}
                  detail={t('lakehouse.sources.noneDetail')}
                />
              ))}
          </div>
        )}
      </QueryView>
    </CardFrame>
  );
}
