import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { TableHealth } from '@lakehouse-portal/table-health';
import { lakehouseTranslationRef } from '../../translation';
import { DIMENSION_TITLES } from './dimensionTitles';

/** From this share on, a group stands for nearly all of the loss. */
const NEARLY_ALL = 0.75;

/** What the points were lost on: the sentence under the title of the score. */
export function useLossSentence(health: TableHealth): string {
  const { t } = useTranslationRef(lakehouseTranslationRef);
  const costs = health.dimensions.filter(
    dimension => dimension.state === 'known' && dimension.cost > 0,
  );
  const total = health.speedCost + health.promiseCost;
  if (costs.length === 0 || total <= 0) {
    return t('health.score.nothing');
  }
  const speedShare = health.speedCost / total;
  const group =
    (speedShare >= NEARLY_ALL && 'speed') ||
    (speedShare <= 1 - NEARLY_ALL && 'promise') ||
    undefined;
  const [first, second] = costs
    .filter(dimension => group === undefined || dimension.group === group)
    .sort((a, b) => b.cost - a.cost)
    .map(dimension =>
      t(DIMENSION_TITLES[dimension.id]).toLocaleLowerCase('en'),
    );
  if (group === 'speed') {
    return second
      ? t('health.score.mostlySpeedTwo', { first, second })
      : t('health.score.mostlySpeedOne', { first });
  }
  if (group === 'promise') {
    return second
      ? t('health.score.mostlyPromisesTwo', { first, second })
      : t('health.score.mostlyPromisesOne', { first });
  }
  return t('health.score.both', { first, second });
}
