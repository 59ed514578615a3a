import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  catalog?: {
    providers?: {
      /**
       * Makes entities of the lakehouses that the lakehouse back end knows.
       */
      lakehouse?: {
        /**
         * How often all entities are compared with the lakehouses. Changes that a scan finds come at once.
         * Default: every 10 minutes.
         */
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
        /**
         * Which tables become entities. Without rules all do; with rules, those that one of them matches.
         * The complete list of tables is on the Lakehouse page in any case.
         */
        tables?: Array<{
          /** Names of lakehouses. */
          lakehouses?: string[];
          /** Layers, for example `gold`. */
          layers?: string[];
          /** Entity refs of owners. */
          owners?: string[];
          /** `true`: only tables with an owner; `false`: only those without. */
          owned?: boolean;
          /** Pattern for `schema.table`; `*` stands for any characters. */
          pattern?: string;
        }>;
      };
    };
  };
}
