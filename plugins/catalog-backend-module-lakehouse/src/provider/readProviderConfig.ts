import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  type SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import type { TableRule } from './TableRule';

const CONFIG_KEY = 'catalog.providers.lakehouse';

const DEFAULT_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 10 },
  timeout: { minutes: 10 },
  initialDelay: { seconds: 3 },
};

/**
 * Reads `catalog.providers.lakehouse`.
 * @throws when a value has the wrong type; the message names the key.
 * @public
 */
export function readProviderConfig(rootConfig: Config): {
  schedule: SchedulerServiceTaskScheduleDefinition;
  rules: TableRule[];
} {
  const config = rootConfig.getOptionalConfig(CONFIG_KEY);
  return {
    schedule: config?.has('schedule')
      ? readSchedulerServiceTaskScheduleDefinitionFromConfig(
          config.getConfig('schedule'),
        )
      : DEFAULT_SCHEDULE,
    rules: (config?.getOptionalConfigArray('tables') ?? []).map(rule => ({
      lakehouses: rule.getOptionalStringArray('lakehouses'),
      layers: rule.getOptionalStringArray('layers'),
      owners: rule.getOptionalStringArray('owners'),
      owned: rule.getOptionalBoolean('owned'),
      pattern: rule.getOptionalString('pattern'),
    })),
  };
}
