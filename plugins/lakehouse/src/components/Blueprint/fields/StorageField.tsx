import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { StorageSpec } from '@lakehouse-portal/blueprint';
import { lakehouseTranslationRef } from '../../../translation';
import { Surface } from '../../shared';
import type { AnswerProps } from './AnswerProps';
import { ChoiceCards } from './ChoiceCards';

const TYPES: StorageSpec['type'][] = [
  ...(['versitygw', 's3', 'gcs', 'azure', 'seaweedfs'] as const),
  ...(['rook-ceph', 'rustfs', 'minio'] as const),
];

/** Where data lies, with what each is for. */
export function StorageField(props: AnswerProps<string>) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  return (
    <Surface bare>
      <ChoiceCards
        label={t('blueprint.storage.label')}
        choices={TYPES.map(id => ({
          id,
          title: t(`blueprint.storage.${id}.title`),
          detail: t(`blueprint.storage.${id}.detail`),
        }))}
        selected={props.formData}
        isDisabled={props.disabled}
        onSelect={id => props.onChange(id)}
      />
    </Surface>
  );
}
