import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { LakehouseForm } from '@lakehouse-portal/blueprint';
import { lakehouseTranslationRef } from '../../../translation';
import { type AnswerProps, answersOf } from './AnswerProps';
import { choicesOfAnswers } from './choicesOfAnswers';
import { RowsField } from './RowsField';

/** Which rows of a table a group sees. */
export function RowFiltersField(
  props: AnswerProps<NonNullable<LakehouseForm['rows']>>,
) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { layers, groups } = choicesOfAnswers(answersOf(props));
  return (
    <RowsField
      label={t('blueprint.rows.label')}
      detail={t('blueprint.rows.detail')}
      none={t('blueprint.rows.none')}
      add={t('blueprint.rows.add')}
      rowName={index => t('blueprint.rows.row', { index: String(index) })}
      remove={index => t('blueprint.rows.remove', { index: String(index) })}
      inputs={[
        { key: 'layer', label: t('blueprint.rows.layer'), options: layers },
        { key: 'table', label: t('blueprint.rows.table') },
        { key: 'group', label: t('blueprint.rows.group'), options: groups },
        {
          ...{ key: 'filter', label: t('blueprint.rows.filter') },
          placeholder: "country = 'DE'",
        },
      ]}
      rows={(props.formData ?? []) as Record<string, unknown>[]}
      blank={{
        ...{ layer: layers.at(-1)?.id ?? '', table: '' },
        ...{ group: groups[0]?.id ?? '', filter: '' },
      }}
      disabled={props.disabled}
      onChange={rows => props.onChange(rows as typeof props.formData)}
    />
  );
}
