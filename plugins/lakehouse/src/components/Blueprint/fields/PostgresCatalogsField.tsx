import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { LakehouseForm } from '@lakehouse-portal/blueprint';
import { lakehouseTranslationRef } from '../../../translation';
import type { AnswerProps } from './AnswerProps';
import { RowsField } from './RowsField';

/** Databases of PostgreSQL that can be queried together with the lakehouse. */
export function PostgresCatalogsField(
  props: AnswerProps<NonNullable<LakehouseForm['postgresCatalogs']>>,
) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  return (
    <RowsField
      label={t('blueprint.catalogs.label')}
      detail={t('blueprint.catalogs.detail')}
      none={t('blueprint.catalogs.none')}
      add={t('blueprint.catalogs.add')}
      rowName={index => t('blueprint.catalogs.row', { index: String(index) })}
      remove={index => t('blueprint.catalogs.remove', { index: String(index) })}
      inputs={[
        {
          ...{ key: 'name', label: t('blueprint.catalogs.name') },
          placeholder: 'shop',
        },
        {
          ...{ key: 'host', label: t('blueprint.catalogs.host') },
          placeholder: 'shop-db.example.com',
        },
        {
          ...{ key: 'port', label: t('blueprint.catalogs.port') },
          isNumber: true,
        },
        { key: 'database', label: t('blueprint.catalogs.database') },
        { key: 'secret', label: t('blueprint.catalogs.secret') },
      ]}
      rows={(props.formData ?? []) as Record<string, unknown>[]}
      blank={{ ...{ name: '', host: '', database: '', secret: '' } }}
      disabled={props.disabled}
      onChange={rows => props.onChange(rows as typeof props.formData)}
    />
  );
}
