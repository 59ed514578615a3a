import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { LakehouseForm } from '@lakehouse-portal/blueprint';
import { lakehouseTranslationRef } from '../../../translation';
import { type AnswerProps, answersOf } from './AnswerProps';
import { choicesOfAnswers } from './choicesOfAnswers';
import { RowsField } from './RowsField';

/** Columns that are masked, or not shown at all, but to some groups. */
export function ColumnsField(
  props: AnswerProps<NonNullable<LakehouseForm['columns']>>,
) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { layers, groups } = choicesOfAnswers(answersOf(props));
  return (
    <RowsField
      label={t('blueprint.columns.label')}
      detail={t('blueprint.columns.detail')}
      none={t('blueprint.columns.none')}
      add={t('blueprint.columns.add')}
      rowName={index => t('blueprint.columns.row', { index: String(index) })}
      remove={index => t('blueprint.columns.remove', { index: String(index) })}
      inputs={[
        { key: 'layer', label: t('blueprint.columns.layer'), options: layers },
        { key: 'table', label: t('blueprint.columns.table') },
        { key: 'column', label: t('blueprint.columns.column') },
        {
          ...{ key: 'mask', label: t('blueprint.columns.mask') },
          placeholder: "'***'",
        },
        {
          ...{ key: 'except', label: t('blueprint.columns.except') },
          ...{ options: groups, many: true },
        },
      ]}
      rows={(props.formData ?? []) as Record<string, unknown>[]}
      blank={{
        ...{ layer: layers.at(-1)?.id ?? '', table: '', column: '' },
        ...{ mask: '', except: [] },
      }}
      disabled={props.disabled}
      onChange={rows => props.onChange(rows as typeof props.formData)}
    />
  );
}
