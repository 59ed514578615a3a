import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { BlueprintObjectPreview } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../../../translation';
import { CardFrame, text } from '../../../shared';
import { FieldChanges } from './FieldChanges';

/** More would be no reading matter; the files have them all. */
const SHOWN = 200;

/** The fields of an object that would change: now and then. */
export function ObjectChanges(props: { object: BlueprintObjectPreview }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { object } = props;
  const { id, changes, note, refusal } = object;
  const more = changes.length - SHOWN;
  return (
    <CardFrame
      flush={changes.length > 0}
      title={`${object.kind} ${object.name}`}
      subtitle={t('blueprint.changes.fields', { count: changes.length })}
      footer={
        more > 0 ? t('blueprint.changes.more', { count: more }) : undefined
      }
    >
      {[note, refusal?.message, refusal?.remedy]
        .filter(Boolean)
        .map(sentence => (
          <p key={sentence} className={text.note}>
            {sentence}
          </p>
        ))}
      {changes.length > 0 && (
        <FieldChanges object={id} changes={changes.slice(0, SHOWN)} />
      )}
    </CardFrame>
  );
}
