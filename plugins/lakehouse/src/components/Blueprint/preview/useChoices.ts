import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Lakehouse } from '@lakehouse-portal/blueprint';
import { lakehouseTranslationRef } from '../../../translation';

/** Each choice with its value in words, defaults too. */
export function useChoices(lakehouse: Lakehouse): [string, string][] {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { trino, storage, catalog, database } = lakehouse;
  const { autoscaling, workers } = trino;
  const howMany = () => {
    if (workers === 0) return t('blueprint.overview.oneNode');
    return autoscaling
      ? t('blueprint.overview.autoscaling', {
          from: String(workers),
          to: String(autoscaling.maxWorkers),
          by: autoscaling.by,
        })
      : t('blueprint.overview.workers', { count: workers });
  };
  return [
    [t('blueprint.overview.size'), t(`blueprint.capacity.${lakehouse.size}`)],
    [
      t('blueprint.overview.trino'),
      t('blueprint.overview.trinoValue', {
        version: String(trino.version),
        workers: howMany(),
      }),
    ],
    [
      t('blueprint.overview.storage'),
      t(`blueprint.storage.${storage.type}.title`),
    ],
    [
      t('blueprint.overview.catalog'),
      t(`blueprint.catalog.${catalog.type}.title`),
    ],
    [
      t('blueprint.overview.database'),
      database ? database.type : t('blueprint.overview.databaseNone'),
    ],
    [
      t('blueprint.overview.authentication'),
      trino.authentication.type === 'none'
        ? t('blueprint.overview.authenticationNone')
        : trino.authentication.type,
    ],
    [t('blueprint.overview.tls'), trino.tls.type],
    [
      t('blueprint.overview.layers'),
      lakehouse.layers
        .map(({ name, retention }) =>
          retention === undefined
            ? name
            : t('blueprint.overview.layer', { name, retention }),
        )
        .join(', '),
    ],
    [
      t('blueprint.overview.network'),
      lakehouse.isolate
        ? t('blueprint.overview.networkIsolated')
        : t('blueprint.overview.networkOpen'),
    ],
    [t('blueprint.overview.secrets'), t('blueprint.overview.secretsValue')],
  ];
}
