import { useMemo } from 'react';
import { parseEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { lakehouseTranslationRef } from '../../translation';
import { SEVERITY_ORDER, SEVERITY_WORDS } from '../shared';
import type { FilterOption } from './FilterSelect';
import { AGE_KEYS, type AgeRange, SIZE_KEYS, type SizeRange } from './ranges';
import { NONE } from './TablesState';

/** Name of an owner without its kind and namespace; what is no entity ref stays as it is. */
export function ownerName(ref: string): string {
  try {
    return parseEntityRef(ref, { defaultKind: 'group' }).name;
  } catch {
    return ref;
  }
}

/** Values that can be filtered by, in words. */
export interface FilterOptions {
  severity: FilterOption[];
  layer: FilterOption[];
  owner: FilterOption[];
  size: Array<FilterOption & { value: SizeRange }>;
  age: Array<FilterOption & { value: AgeRange }>;
}

/** Values that can be filtered by: those of the layers and owners that there are. */
export function useFilterOptions(
  layers: string[],
  owners: Array<string | undefined>,
): FilterOptions {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  return useMemo(
    () => ({
      severity: SEVERITY_ORDER.map(value => ({
        value,
        label: t(SEVERITY_WORDS[value]),
      })),
      layer: layers.map(value => ({
        value,
        label: value === NONE ? t('layer.none') : value,
      })),
      owner: owners.map(owner => ({
        value: owner ?? NONE,
        label: owner ? ownerName(owner) : t('owner.none'),
      })),
      size: SIZE_KEYS.map(value => ({
        value,
        label: t(`fleet.sizes.${value}`),
      })),
      age: AGE_KEYS.map(value => ({ value, label: t(`fleet.ages.${value}`) })),
    }),
    [t, layers, owners],
  );
}
