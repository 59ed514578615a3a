import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { ANNOTATION_LAKEHOUSE } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { CardFrame, EmptyState, Surface } from '../shared';
import { LakehouseView } from './LakehouseView';

/** The page of a lakehouse: how it is, its schemas by layer, its tables, how to connect. */
export function LakehouseOverview() {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { entity } = useEntity();
  const lakehouse = entity.metadata.annotations?.[ANNOTATION_LAKEHOUSE];
  return (
    <Surface>
      {lakehouse ? (
        <LakehouseView key={lakehouse} lakehouse={lakehouse} />
      ) : (
        <CardFrame title={t('tabs.lakehouse')}>
          <EmptyState
            title={t('states.notALakehouse')}
            detail={t('states.notALakehouseDetail', {
              annotation: ANNOTATION_LAKEHOUSE,
            })}
          />
        </CardFrame>
      )}
    </Surface>
  );
}
