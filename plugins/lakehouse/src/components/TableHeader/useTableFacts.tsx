import type { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import {
  ANNOTATION_LAYER,
  type TableRef,
  type TableSummary,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import {
  Age,
  formatBytes,
  formatCount,
  LayerMark,
  OwnerLink,
  SeverityChip,
  tableKey,
  text,
  useLakehouseQuery,
} from '../shared';

/** A fact of a table: what it is called, and what it is. */
export interface TableFact {
  label: string;
  value: ReactNode;
}

/**
 * What stands below the name of a table: health, owner, layer, size, last commit. Owner
 * and layer are known from the entity; the rest joins when the back end has answered, and
 * is left out when it fails: the tabs say why.
 */
export function useTableFacts(table: TableRef, entity: Entity): TableFact[] {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const query = useLakehouseQuery(`table/${tableKey(table)}`, (api, options) =>
    api.getTable(table, options),
  );
  const summary = query.status === 'loaded' ? query.value.summary : undefined;
  const owner =
    entity.relations?.find(relation => relation.type === 'ownedBy')
      ?.targetRef ?? summary?.owner;
  const layer =
    entity.metadata.annotations?.[ANNOTATION_LAYER] ?? summary?.layer;
  const facts: TableFact[] = [
    { label: t('facts.owner'), value: <OwnerLink owner={owner} /> },
    { label: t('facts.layer'), value: <LayerMark layer={layer} /> },
  ];
  if (!summary) {
    return facts;
  }
  const { severity, score, scoreIsUpperBound, lastCommitAt, scannedAt } =
    summary;
  return [
    {
      label: t('facts.health'),
      value: (
        <SeverityChip
          severity={severity}
          score={score}
          scoreIsUpperBound={scoreIsUpperBound}
        />
      ),
    },
    ...facts,
    { label: t('facts.size'), value: <Size summary={summary} /> },
    {
      label: t('facts.lastCommit'),
      value: lastCommitAt ? (
        <Age at={lastCommitAt} className={text.strong} />
      ) : (
        <span className={text.muted}>
          {t(scannedAt ? 'facts.noCommit' : 'facts.unknown')}
        </span>
      ),
    },
  ];
}

function Size(props: { summary: TableSummary }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { sizeBytes, dataFiles, lastCommitAt, scannedAt } = props.summary;
  if (sizeBytes === undefined || dataFiles === undefined) {
    return (
      <span className={text.muted}>
        {t(lastCommitAt || !scannedAt ? 'facts.unknown' : 'facts.noData')}
      </span>
    );
  }
  return (
    <span
      title={t('facts.bytes', { bytes: sizeBytes.toLocaleString('en') })}
      className={`${text.number} ${text.strong}`}
    >
      {t('facts.sizeInFiles', {
        count: dataFiles,
        formattedCount: formatCount(dataFiles),
        size: formatBytes(sizeBytes),
      })}
    </span>
  );
}
