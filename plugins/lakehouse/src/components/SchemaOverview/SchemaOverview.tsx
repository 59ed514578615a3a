import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  ANNOTATION_LAKEHOUSE,
  ANNOTATION_SCHEMA,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { CardFrame, EmptyState, Surface } from '../shared';
import { SchemaView } from './SchemaView';

/** The page of a schema: its tables, and how they are. */
export function SchemaOverview() {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { entity } = useEntity();
  const lakehouse = entity.metadata.annotations?.[ANNOTATION_LAKEHOUSE];
  const schema = entity.metadata.annotations?.[ANNOTATION_SCHEMA];
  return (
    <Surface>
      {lakehouse && schema ? (
        <SchemaView
          key={`${lakehouse}/${schema}`}
          lakehouse={lakehouse}
          schema={schema}
        />
      ) : (
        <CardFrame title={t('tabs.schema')}>
          <EmptyState
            title={t('lakehouse.notASchema')}
            detail={t('lakehouse.notASchemaDetail', {
              annotations: [ANNOTATION_LAKEHOUSE, ANNOTATION_SCHEMA].join(', '),
            })}
          />
        </CardFrame>
      )}
    </Surface>
  );
}
