import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { TableDetail } from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { CardFrame, CopyButton } from '../shared';
import styles from './PlaceCard.module.css';

/** Where the table lies and what it is: location, metadata file, UUID, format. */
export function PlaceCard(props: { detail: TableDetail }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { summary, location, metadataLocation } = props.detail;
  return (
    <CardFrame title={t('table.place.title')}>
      <dl className={styles.list}>
        <dt>{t('table.place.format')}</dt>
        <dd>
          {summary.formatVersion === undefined
            ? t('table.place.iceberg')
            : t('table.place.icebergVersion', {
                version: String(summary.formatVersion),
              })}
        </dd>
        <dt>{t('table.place.location')}</dt>
        <dd>
          <code>{location}</code>
          <CopyButton value={location} label={t('table.place.copyLocation')} />
        </dd>
        <dt>{t('table.place.metadata')}</dt>
        <dd>
          <code>{metadataLocation}</code>
          <CopyButton
            value={metadataLocation}
            label={t('table.place.copyMetadata')}
          />
        </dd>
        {summary.tableUuid && (
          <>
            <dt>{t('table.place.uuid')}</dt>
            <dd>
              <code>{summary.tableUuid}</code>
              <CopyButton
                value={summary.tableUuid}
                label={t('table.place.copyUuid')}
              />
            </dd>
          </>
        )}
      </dl>
    </CardFrame>
  );
}
