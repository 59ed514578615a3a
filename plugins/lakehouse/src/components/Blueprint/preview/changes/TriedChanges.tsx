import { useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiRefreshLine } from '@remixicon/react';
import type { BlueprintPreview } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../../../translation';
import { CardFrame, Lede, Segments, Split, text } from '../../../shared';
import styles from '../preview.module.css';
import { ActionChip } from './ActionChip';
import { Decisions } from './Decisions';
import { isInTheWay } from './isInTheWay';
import { ObjectChanges } from './ObjectChanges';
import type { TakingOver } from './TakingOver';

const UNTRIED = ['unknown-until-namespace-exists', 'unknown-until-kind-exists'];

/** The answer of a cluster: decisions first, then each object with its fields. */
export function TriedChanges(
  props: {
    preview: Extract<BlueprintPreview, { status: 'tried' }>;
    onAgain: () => void;
  } & TakingOver,
) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { preview, takeOwnership, onTakeOwnership } = props;
  const { objects } = preview;
  const [shows, setShows] = useState<'changes' | 'all'>('changes');
  const shown =
    shows === 'all'
      ? objects
      : objects.filter(({ action }) => action !== 'unchanged');
  const [selected, setSelected] = useState<string>();
  const object = shown.find(({ id }) => id === selected) ?? shown[0];
  const count = (...actions: string[]) =>
    objects.filter(({ action }) => actions.includes(action)).length;
  const untried = count(...UNTRIED);
  const verdict = () => {
    if (isInTheWay(preview, takeOwnership))
      return t('blueprint.changes.blocked');
    return takeOwnership.length > 0
      ? t('blueprint.changes.taken', { count: takeOwnership.length })
      : t('blueprint.changes.applicable');
  };
  return (
    <>
      <div className={styles.bar}>
        <Lede
          headline={t('blueprint.changes.summary', {
            created: t('blueprint.changes.created', {
              count: count('create') + untried,
            }),
            changed: t('blueprint.changes.changed', { count: count('update') }),
            same: t('blueprint.changes.same', {
              count: count('unchanged', 'kept'),
            }),
          })}
          detail={
            untried > 0
              ? t('blueprint.changes.untried', {
                  ...{ detail: verdict(), count: untried },
                })
              : verdict()
          }
        />
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiRefreshLine size={14} />}
          onPress={props.onAgain}
        >
          {t('blueprint.changes.again')}
        </Button>
      </div>
      <Decisions
        preview={preview}
        takeOwnership={takeOwnership}
        onTakeOwnership={onTakeOwnership}
      />
      <Split
        ratio="1:1"
        aside={object && <ObjectChanges key={object.id} object={object} />}
      >
        <CardFrame
          title={t('blueprint.changes.objects')}
          actions={
            <Segments
              label={t('blueprint.changes.show')}
              segments={[
                { id: 'changes', label: t('blueprint.changes.showChanges') },
                { id: 'all', label: t('blueprint.changes.showAll') },
              ]}
              selected={shows}
              onSelect={id => setShows(id as 'changes' | 'all')}
            />
          }
        >
          {shown.length === 0 && (
            <p className={text.note}>{t('blueprint.changes.nothingShown')}</p>
          )}
          <div
            role="group"
            aria-label={t('blueprint.changes.objects')}
            className={styles.list}
          >
            {shown.map(({ id, kind, name, action }) => (
              <button
                key={id}
                type="button"
                className={styles.item}
                aria-pressed={id === object?.id}
                onClick={() => setSelected(id)}
              >
                <span className={styles.object}>
                  <span className={text.note}>{kind}</span>
                  <b>{name}</b>
                </span>
                <ActionChip action={action} />
              </button>
            ))}
          </div>
        </CardFrame>
      </Split>
    </>
  );
}
