import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import { lakehouseTranslationRef } from '../../translation';
import { useLakehouseQuery } from '../shared';
import { FilterName } from '../TablesList';
import styles from './FleetPage.module.css';

const ALL = '*';

/** Which lakehouse the page is about; nothing where there is no choice. */
export function LakehouseSelect(props: {
  selected: string | undefined;
  onSelect: (lakehouse: string | undefined) => void;
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const query = useLakehouseQuery('lakehouses', (api, options) =>
    api.listLakehouses(options),
  );
  const lakehouses = query.status === 'loaded' ? query.value.items : [];
  if (lakehouses.length < 2) {
    return null;
  }
  return (
    <Select
      className={styles.select}
      size="small"
      aria-label={t('fleet.lakehouse.label')}
      icon={<FilterName name={t('fleet.lakehouse.label')} />}
      search={
        lakehouses.length > 8
          ? { placeholder: t('fleet.filters.find') }
          : undefined
      }
      value={props.selected ?? ALL}
      onChange={key => props.onSelect(key === ALL ? undefined : String(key))}
      options={[
        { value: ALL, label: t('fleet.lakehouse.all') },
        ...lakehouses.map(({ name, title }) => ({ value: name, label: title })),
      ]}
    />
  );
}
