import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { ANNOTATION_LAKEHOUSE } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import {
  CardFrame,
  EmptyState,
  EntityLink,
  QueryView,
  SkeletonLines,
  Surface,
  useLakehouseQuery,
} from '../shared';
import { LakehouseHealthSummary } from './LakehouseHealthSummary';
import styles from './cards.module.css';

/** Card on the overview of a lakehouse: how many of its tables are well. */
export function LakehouseHealthCard() {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { entity } = useEntity();
  const lakehouse = entity.metadata.annotations?.[ANNOTATION_LAKEHOUSE];
  return (
    <Surface bare>
      <CardFrame
        title={t('cards.lakehouse.title')}
        className={styles.card}
        actions={
          lakehouse && (
            <EntityLink entityRef={stringifyEntityRef(entity)} tab="lakehouse">
              {t('cards.lakehouse.details')}
            </EntityLink>
          )
        }
      >
        {lakehouse ? (
          <LakehouseHealth key={lakehouse} lakehouse={lakehouse} />
        ) : (
          <EmptyState
            title={t('states.notALakehouse')}
            detail={t('states.notALakehouseDetail', {
              annotation: ANNOTATION_LAKEHOUSE,
            })}
          />
        )}
      </CardFrame>
    </Surface>
  );
}

function LakehouseHealth(props: { lakehouse: string }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { lakehouse } = props;
  const query = useLakehouseQuery(`lakehouse/${lakehouse}`, (api, options) =>
    api.getLakehouse(lakehouse, options),
  );
  return (
    <QueryView
      query={query}
      failed={t('cards.lakehouse.failed', { lakehouse })}
      skeleton={<SkeletonLines lines={6} />}
    >
      {detail => <LakehouseHealthSummary lakehouse={detail} />}
    </QueryView>
  );
}
