import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { BlueprintPreview } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../../../translation';
import { Banner, CardFrame } from '../../../shared';
import styles from '../preview.module.css';

/** What stands in the way, before anything else: conflicts per field with their manager, refusals, missing rights, unknown kinds. */
export function Decisions(props: {
  preview: Extract<BlueprintPreview, { status: 'tried' }>;
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { objects, missingRights, unknownKinds } = props.preview;
  const conflicts = objects.flatMap(({ id, conflicts: of }) =>
    of.map(conflict => ({ id, ...conflict })),
  );
  const rejected = objects.filter(({ action }) => action === 'rejected');
  const required = missingRights.filter(({ isOptional }) => !isOptional);
  const optional = missingRights.filter(({ isOptional }) => isOptional);
  const warnings = objects.flatMap(({ id, warnings: of }) =>
    of.map(warning => `${id}: ${warning}`),
  );
  if (
    conflicts.length +
      rejected.length +
      missingRights.length +
      unknownKinds.length +
      warnings.length ===
    0
  ) {
    return null;
  }
  return (
    <CardFrame
      title={t('blueprint.changes.decisions')}
      subtitle={t('blueprint.changes.decisionsDetail')}
    >
      <div className={styles.findings}>
        {conflicts.map(({ id, field, manager }) => (
          <Banner
            key={`${id} ${field} ${manager}`}
            tone="warning"
            title={t('blueprint.changes.conflict', {
              manager,
              field,
              object: id,
            })}
          >
            {t('blueprint.changes.conflictTry', { manager })}
          </Banner>
        ))}
        {required.length > 0 && (
          <Banner tone="negative" title={t('blueprint.changes.missing')}>
            {required.map(({ message }) => message).join('; ')}.{' '}
            {t('blueprint.changes.missingTry')}
          </Banner>
        )}
        {rejected.map(({ id, refusal }) => (
          <Banner
            key={id}
            tone="negative"
            title={t('blueprint.changes.rejected', { object: id })}
          >
            {refusal?.message} {refusal?.remedy}
          </Banner>
        ))}
        {unknownKinds.length > 0 && (
          <Banner tone="negative" title={t('blueprint.changes.unknownKinds')}>
            {unknownKinds.map(({ message }) => message).join(' ')}
          </Banner>
        )}
        {optional.length > 0 && (
          <Banner tone="info" title={t('blueprint.changes.missingOptional')}>
            {optional.map(({ message }) => message).join('; ')}.
          </Banner>
        )}
        {warnings.map(warning => (
          <Banner key={warning} tone="info" title="">
            {t('blueprint.changes.warning', { warning })}
          </Banner>
        ))}
      </div>
    </CardFrame>
  );
}
