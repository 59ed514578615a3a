import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { SchemaVersion } from '@lakehouse-portal/plugin-lakehouse-common';
import { Select } from '@backstage/ui';
import { lakehouseTranslationRef } from '../../translation';
import { DiffLines, formatDate, text, useNow, useQueryParam } from '../shared';
import { compareSchemas } from './compareSchemas';
import styles from './SchemaComparison.module.css';

/** Two versions of the schema side by side; the pair is in the page's query. */
export function SchemaComparison(props: { versions: SchemaVersion[] }) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { versions } = props;
  const now = useNow();
  const current = versions.find(version => version.current) ?? versions[0];
  const oldest = versions[versions.length - 1];
  const [from, setFrom] = useQueryParam('from', String(oldest.schemaId));
  const [to, setTo] = useQueryParam('to', String(current.schemaId));

  const options = versions.map(version => {
    const schema = String(version.schemaId);
    const date =
      version.firstUsedAt &&
      formatDate(new Date(version.firstUsedAt).getTime(), now);
    return {
      id: schema,
      label: date
        ? t('table.history.option', { schema, date })
        : t('table.history.version', { schema }),
    };
  });
  const known = (id: string, fallback: SchemaVersion) =>
    versions.find(version => String(version.schemaId) === id) ?? fallback;
  // The newest is first in the list: the older of the two is the one to start from.
  const pair = [known(from, oldest), known(to, current)].sort(
    (a, b) => versions.indexOf(b) - versions.indexOf(a),
  );
  const changes = compareSchemas(versions, pair[0].schemaId, pair[1].schemaId);
  const names = {
    from: String(pair[0].schemaId),
    to: String(pair[1].schemaId),
  };

  return (
    <>
      <div className={styles.pair}>
        <Select
          label={t('table.history.from')}
          options={options}
          selectedKey={from}
          onSelectionChange={key => setFrom(String(key))}
          size="small"
        />
        <Select
          label={t('table.history.to')}
          options={options}
          selectedKey={to}
          onSelectionChange={key => setTo(String(key))}
          size="small"
        />
      </div>
      {changes.length > 0 ? (
        <>
          <p className={text.note} role="status">
            {t('table.history.compared', { ...names, count: changes.length })}
          </p>
          <DiffLines
            changes={changes}
            label={t('table.history.comparedLabel', names)}
          />
        </>
      ) : (
        <p role="status">{t('table.history.noDifference', names)}</p>
      )}
    </>
  );
}
