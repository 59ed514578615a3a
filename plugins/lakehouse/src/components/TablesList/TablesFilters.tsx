import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Severity } from '@lakehouse-portal/table-health';
import { Button } from '@backstage/ui';
import { lakehouseTranslationRef } from '../../translation';
import { FilterSelect, RangeSelect } from './FilterSelect';
import { SearchBox } from './SearchBox';
import styles from './TablesList.module.css';
import { isFiltered, NO_FILTER, type TablesState } from './TablesState';
import type { FilterOptions } from './useFilterOptions';
import type { ChangeTablesState } from './useTablesState';

/** Search and filters of the list. */
export function TablesFilters(props: {
  state: TablesState;
  onChange: ChangeTablesState;
  options: FilterOptions;
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { state, onChange, options } = props;
  return (
    <div
      className={styles.filters}
      role="search"
      aria-label={t('fleet.filters.label')}
    >
      <SearchBox
        value={state.search}
        onChange={search => onChange({ search })}
      />
      <FilterSelect
        label={t('fleet.filters.health')}
        options={options.severity}
        selected={state.severity}
        onChange={severity => onChange({ severity: severity as Severity[] })}
      />
      {options.layer.length > 1 && (
        <FilterSelect
          label={t('fleet.filters.layer')}
          options={options.layer}
          selected={state.layer}
          onChange={layer => onChange({ layer })}
        />
      )}
      <FilterSelect
        label={t('fleet.filters.owner')}
        options={options.owner}
        selected={state.owner}
        onChange={owner => onChange({ owner })}
      />
      <RangeSelect
        label={t('fleet.filters.size')}
        options={options.size}
        selected={state.size}
        onChange={size => onChange({ size })}
      />
      <RangeSelect
        label={t('fleet.filters.age')}
        options={options.age}
        selected={state.age}
        onChange={age => onChange({ age })}
      />
      {isFiltered(state) && (
        <Button
          size="small"
          variant="tertiary"
          onPress={() => onChange(NO_FILTER)}
        >
          {t('fleet.filters.clear')}
        </Button>
      )}
    </div>
  );
}
