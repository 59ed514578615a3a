import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Checkbox } from '@backstage/ui';
import type { BlueprintPreview } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../../../translation';
import { Banner, CardFrame } from '../../../shared';
import styles from '../preview.module.css';
import { fieldToTake, type TakingOver } from './TakingOver';

/** Of the API server, when a right is missing. */
const FORBIDDEN = /is forbidden: User ".*" cannot /;

/** What stands in the way, before anything else: conflicts per field with their manager, refusals, missing rights, unknown kinds. */
export function Decisions(
  props: {
    preview: Extract<BlueprintPreview, { status: 'tried' }>;
  } & TakingOver,
) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { preview, takeOwnership, onTakeOwnership } = props;
  const { objects, missingRights, unknownKinds } = preview;
  const conflicts = objects.flatMap(({ id, conflicts: of }) =>
    of.map(conflict => ({
      ...{ id, ...conflict },
      taken: fieldToTake(id, conflict.field),
    })),
  );
  const required = missingRights.filter(({ isOptional }) => !isOptional);
  // That each object is refused says no more than that the rights are missing.
  const rejected = objects.filter(
    ({ action, refusal }) =>
      action === 'rejected' &&
      !(required.length > 0 && FORBIDDEN.test(refusal?.message ?? '')),
  );
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
        {conflicts.map(({ id, field, manager, taken }) => (
          <Banner
            key={`${id} ${field} ${manager}`}
            tone="warning"
            action={
              <Checkbox
                isSelected={takeOwnership.includes(taken)}
                aria-label={t('blueprint.changes.takeOf', {
                  field,
                  object: id,
                })}
                onChange={isTaken =>
                  onTakeOwnership([
                    ...takeOwnership.filter(other => other !== taken),
                    ...(isTaken ? [taken] : []),
                  ])
                }
              >
                {t('blueprint.changes.take')}
              </Checkbox>
            }
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
            {t('blueprint.changes.missingTry')}
            <Rights rights={required} />
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
            <Rights rights={optional} />
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

function Rights(props: { rights: readonly { message: string }[] }) {
  return (
    <ul className={styles.rights}>
      {props.rights.map(({ message }) => (
        <li key={message}>{message}</li>
      ))}
    </ul>
  );
}
