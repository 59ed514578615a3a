import { useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  SchemaVersion,
  TableDetail,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { Button } from '@backstage/ui';
import { lakehouseTranslationRef } from '../../translation';
import {
  Age,
  CardFrame,
  DiffLines,
  formatCount,
  SnapshotId,
  text,
  useQueryParam,
} from '../shared';
import { SchemaComparison } from './SchemaComparison';
import { Timeline, TimelineItem } from './Timeline';

const VERSIONS_AT_ONCE = 5;

/** How the schema came to be, and the difference between any two of its versions. */
export function SchemaHistoryCard(props: { detail: TableDetail }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const versions = props.detail.schemaHistory;
  const [compare, setCompare] = useQueryParam('compare');
  const [all, setAll] = useState(false);
  const shown = all ? versions : versions.slice(0, VERSIONS_AT_ONCE);
  return (
    <CardFrame
      title={t('table.history.title')}
      actions={
        versions.length > 1 ? (
          <Button
            size="small"
            variant="tertiary"
            onPress={() => setCompare(compare ? '' : 'schemas')}
            aria-expanded={Boolean(compare)}
          >
            {compare
              ? t('table.history.endCompare')
              : t('table.history.compare')}
          </Button>
        ) : undefined
      }
    >
      {compare && versions.length > 1 ? (
        <SchemaComparison versions={versions} />
      ) : (
        <>
          <Timeline>
            {shown.map((version, index) => (
              <SchemaVersionItem
                key={version.schemaId}
                version={version}
                oldest={index === versions.length - 1}
              />
            ))}
          </Timeline>
          {shown.length < versions.length && (
            <Button
              size="small"
              variant="tertiary"
              onPress={() => setAll(true)}
            >
              {t('table.history.showAll', {
                total: formatCount(versions.length),
              })}
            </Button>
          )}
        </>
      )}
    </CardFrame>
  );
}

function SchemaVersionItem(props: { version: SchemaVersion; oldest: boolean }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { version } = props;
  const schema = String(version.schemaId);
  const isTold = version.schemaId >= 0;
  if (!isTold) {
    return (
      <TimelineItem
        current={version.current}
        title={
          <b className={text.strong}>{t('table.history.currentUntold')}</b>
        }
        note={undefined}
      >
        <p className={text.note}>
          {t('table.history.untold', {
            count: version.fields,
            formattedCount: formatCount(version.fields),
          })}
        </p>
      </TimelineItem>
    );
  }
  const name = version.current
    ? t('table.history.current', { schema })
    : t('table.history.version', { schema });
  const fields = {
    count: version.fields,
    formattedCount: formatCount(version.fields),
  };
  return (
    <TimelineItem
      current={version.current}
      title={<b className={text.strong}>{name}</b>}
      note={
        version.firstUsedAt ? (
          <Age at={version.firstUsedAt} className={text.note} />
        ) : (
          <span className={text.note}>{t('table.history.unused')}</span>
        )
      }
    >
      {version.firstSnapshotId && (
        <p className={text.note}>
          {t('table.history.since')} <SnapshotId id={version.firstSnapshotId} />
        </p>
      )}
      {version.changes.length > 0 ? (
        <DiffLines
          changes={version.changes}
          label={t('table.history.changes', { name })}
        />
      ) : (
        <p className={text.note}>
          {props.oldest
            ? t('table.history.created', fields)
            : t('table.history.same', fields)}
        </p>
      )}
    </TimelineItem>
  );
}
