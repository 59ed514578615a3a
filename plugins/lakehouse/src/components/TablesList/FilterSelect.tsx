import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import { lakehouseTranslationRef } from '../../translation';
import styles from './TablesList.module.css';

/** One choice of a filter. */
export interface FilterOption {
  value: string;
  label: string;
}

/** A filter of which several values may hold: `Health any`, `Layer bronze and silver`. */
export function FilterSelect(props: {
  label: string;
  options: FilterOption[];
  selected: string[];
  onChange: (selected: string[]) => void;
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const { options, selected } = props;
  // What the address names and the list doesn't know stays visible, so that it can be dropped.
  const unknown = selected.filter(
    value => !options.some(option => option.value === value),
  );
  const all = [...options, ...unknown.map(value => ({ value, label: value }))];
  return (
    <Select
      className={styles.filter}
      size="small"
      selectionMode="multiple"
      aria-label={t('fleet.filters.of', { filter: props.label })}
      icon={<FilterName name={props.label} />}
      placeholder={t('fleet.filters.any')}
      search={
        all.length > 8 ? { placeholder: t('fleet.filters.find') } : undefined
      }
      value={selected}
      onChange={keys =>
        props.onChange((keys as Array<string | number>).map(String))
      }
      options={all}
    />
  );
}

/** A filter of which one value holds: `Size any`, `Size 1 to 100 MB`. */
export function RangeSelect<T extends string>(props: {
  label: string;
  options: Array<FilterOption & { value: T }>;
  selected: T | undefined;
  onChange: (selected: T | undefined) => void;
}) {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const any = 'any';
  return (
    <Select
      className={styles.filter}
      size="small"
      aria-label={t('fleet.filters.of', { filter: props.label })}
      icon={<FilterName name={props.label} />}
      value={props.selected ?? any}
      onChange={key =>
        props.onChange(
          props.options.find(option => option.value === key)?.value,
        )
      }
      options={[
        { value: any, label: t('fleet.filters.any') },
        ...props.options,
      ]}
    />
  );
}

/**
 * The name of a filter in front of its value. Drawn by the style sheet: the button is named
 * by its value and its label, and would else have a text that its name hasn't.
 */
export function FilterName(props: { name: string }) {
  return <span className={styles.filterName} data-name={props.name} />;
}
