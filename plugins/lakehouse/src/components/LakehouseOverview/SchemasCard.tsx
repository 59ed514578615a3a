import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  type SchemaSummary,
  schemaEntityRef,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseTranslationRef } from '../../translation';
import { Reclaimable, RollUpBar, SeverityLegend } from '../RollUp';
import {
  CardFrame,
  EmptyState,
  EntityLink,
  formatBytes,
  formatCount,
  LayerMark,
  OwnerLink,
  tableStyles,
  text,
} from '../shared';
import styles from './LakehouseOverview.module.css';

/** Schemas in the order of their layers, each with the health of its tables. */
export function SchemasCard(props: {
  lakehouse: string;
  schemas: SchemaSummary[];
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { lakehouse, schemas } = props;
  const max = Math.max(1, ...schemas.map(schema => schema.tables));
  const reclaimable = schemas.some(
    ({ rollUp }) => rollUp.reclaimableBytes !== undefined,
  );
  if (schemas.length === 0) {
    return (
      <CardFrame title={t('lakehouse.schemas.title')}>
        <EmptyState
          title={t('lakehouse.schemas.none')}
          detail={t('lakehouse.schemas.noneDetail')}
        />
      </CardFrame>
    );
  }
  return (
    <CardFrame
      flush
      title={t('lakehouse.schemas.title')}
      subtitle={t('lakehouse.schemas.subtitle', {
        count: schemas.length,
        formattedCount: formatCount(schemas.length),
      })}
      actions={<SeverityLegend />}
    >
      <div
        className={tableStyles.scroll}
        tabIndex={0}
        role="region"
        aria-label={t('lakehouse.schemas.scroll')}
      >
        <table className={`${tableStyles.table} ${styles.schemas}`}>
          <caption className={text.hidden}>
            {t('lakehouse.schemas.caption')}
          </caption>
          <thead>
            <tr>
              <th scope="col" className={styles.layer}>
                {t('lakehouse.schemas.layer')}
              </th>
              <th scope="col" className={styles.schema}>
                {t('lakehouse.schemas.schema')}
              </th>
              <th scope="col">{t('lakehouse.schemas.health')}</th>
              <th
                scope="col"
                className={`${tableStyles.number} ${styles.figure}`}
              >
                {t('lakehouse.schemas.slow')}
              </th>
              <th
                scope="col"
                className={`${tableStyles.number} ${styles.figure}`}
              >
                {t('lakehouse.schemas.size')}
              </th>
              <th
                scope="col"
                className={`${tableStyles.number} ${styles.figure}`}
              >
                {t('lakehouse.schemas.files')}
              </th>
              {reclaimable && (
                <th
                  scope="col"
                  className={`${tableStyles.number} ${styles.figure}`}
                >
                  {t('fleet.matrix.reclaimable')}
                </th>
              )}
              <th scope="col" className={styles.owner}>
                {t('lakehouse.schemas.owner')}
              </th>
            </tr>
          </thead>
          <tbody>
            {schemas.map(schema => (
              <SchemaRow
                key={schema.name}
                lakehouse={lakehouse}
                schema={schema}
                max={max}
                reclaimable={reclaimable}
              />
            ))}
          </tbody>
        </table>
      </div>
    </CardFrame>
  );
}

function SchemaRow(props: {
  lakehouse: string;
  schema: SchemaSummary;
  max: number;
  /** There is a column for it. */
  reclaimable: boolean;
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { schema, max, reclaimable } = props;
  const { rollUp } = schema;
  return (
    <tr>
      <td>
        <LayerMark layer={schema.layer} />
      </td>
      <th scope="row" title={schema.description}>
        <EntityLink entityRef={schemaEntityRef(props.lakehouse, schema.name)}>
          <b className={text.strong}>{schema.name}</b>
        </EntityLink>
      </th>
      <td>
        {schema.tables === 0 ? (
          <span className={text.note}>{t('lakehouse.schemas.noTables')}</span>
        ) : (
          <RollUpBar subject={schema.name} rollUp={rollUp} max={max} />
        )}
      </td>
      <td className={tableStyles.number}>{formatCount(rollUp.slow)}</td>
      <td
        className={tableStyles.number}
        title={t('facts.bytes', {
          bytes: schema.sizeBytes.toLocaleString('en'),
        })}
      >
        {formatBytes(schema.sizeBytes)}
      </td>
      <td className={tableStyles.number}>{formatCount(rollUp.dataFiles)}</td>
      {reclaimable && (
        <td className={tableStyles.number}>
          <Reclaimable rollUp={rollUp} />
        </td>
      )}
      <td>
        <OwnerLink owner={schema.owner} />
      </td>
    </tr>
  );
}
