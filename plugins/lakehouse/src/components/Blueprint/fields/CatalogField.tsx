import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { CatalogSpec } from '@lakehouse-portal/blueprint';
import { lakehouseTranslationRef } from '../../../translation';
import { Surface } from '../../shared';
import type { AnswerProps } from './AnswerProps';
import { ChoiceCards } from './ChoiceCards';

const TYPES: CatalogSpec['type'][] = [
  ...(['jdbc', 'hive', 'nessie', 'polaris', 'lakekeeper'] as const),
  ...(['unity', 'glue', 'rest'] as const),
];

/** Which catalog keeps the pointers to tables, with what each is for. */
export function CatalogField(props: AnswerProps<string>) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  return (
    <Surface bare>
      <ChoiceCards
        label={t('blueprint.catalog.label')}
        choices={TYPES.map(id => ({
          id,
          title: t(`blueprint.catalog.${id}.title`),
          detail: t(`blueprint.catalog.${id}.detail`),
        }))}
        selected={props.formData}
        isDisabled={props.disabled}
        onSelect={id => props.onChange(id)}
      />
    </Surface>
  );
}
