import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { lakehouseTranslationRef } from '../../translation';
import { useLakehouseQuery } from '../shared';
import { NONE, ownerName, RangeSelect } from '../TablesList';
import styles from './maintenance.module.css';
import { OPERATIONS, type DueFilter } from './useDueFilter';

/** Narrows what is due to an owner, a layer, a schema or an operation. */
export function DueFilters(props: {
  lakehouse?: string;
  filter: DueFilter;
  onChange: (filter: DueFilter) => void;
}) {
  const { lakehouse, filter, onChange } = props;
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const overview = useLakehouseQuery(
    `overview/${lakehouse ?? ''}`,
    (api, options) =>
      api.getOverview(lakehouse ? { lakehouse } : undefined, options),
  );
  const known = overview.status === 'loaded' ? overview.value : undefined;
  const only =
    known?.lakehouses.length === 1 ? known.lakehouses[0].name : undefined;
  const detail = useLakehouseQuery(
    `due-schemas/${only ?? ''}`,
    async (api, options) =>
      only === undefined ? undefined : api.getLakehouse(only, options),
  );
  const schemas =
    (detail.status === 'loaded' && detail.value?.schemas) || undefined;
  const select = <K extends keyof DueFilter>(
    key: K,
    label: string,
    options: Array<{
      value: NonNullable<DueFilter[K]> & string;
      label: string;
    }>,
  ) => {
    const selected = filter[key] as
      | (typeof options)[number]['value']
      | undefined;
    // What the address names and nothing knows stays visible, so that it can be dropped.
    const all =
      selected === undefined || options.some(({ value }) => value === selected)
        ? options
        : [...options, { value: selected, label: selected }];
    return all.length === 0 ? null : (
      <RangeSelect
        label={label}
        options={all}
        selected={selected}
        onChange={value => onChange({ ...filter, [key]: value })}
      />
    );
  };
  return (
    <div
      role="group"
      aria-label={t('maintenance.due.filters')}
      className={styles.filters}
    >
      {select(
        'operation',
        t('maintenance.due.operation'),
        OPERATIONS.map(value => ({
          value,
          label: t(`maintenance.operation.${value}`),
        })),
      )}
      {select(
        'owner',
        t('fleet.filters.owner'),
        (known?.owners ?? []).flatMap(({ owner }) =>
          owner ? [{ value: owner, label: ownerName(owner) }] : [],
        ),
      )}
      {select(
        'layer',
        t('fleet.filters.layer'),
        (known?.layers ?? [])
          .filter(layer => layer !== NONE)
          .map(layer => ({ value: layer, label: layer })),
      )}
      {select(
        'schema',
        t('lakehouse.schemas.schema'),
        (schemas ?? []).map(({ name }) => ({ value: name, label: name })),
      )}
    </div>
  );
}
