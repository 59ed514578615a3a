import {
  createBackendModule,
  createServiceFactory,
  type SchedulerService,
  type ServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import {
  notificationService,
  type NotificationSendOptions,
} from '@backstage/plugin-notifications-node';
import type { LakehouseChangedEvent } from '@lakehouse-portal/plugin-lakehouse-common';
import {
  lakehouseConnectorsExtensionPoint,
  type LakehouseConnectorFactory,
} from '@lakehouse-portal/plugin-lakehouse-node';
import type { TablePlanner } from '../maintenance';
import { createLakehousePlugin } from '../plugin';
import { permissionsDenying } from './permissionsDenying';

/** Starts the plugin in a back end of its own; its answers are checked against `openapi.yaml`. */
export async function startPlugin(options: {
  /** `lakehouse` of app-config. */
  lakehouse: object;
  /** Names of permissions that nobody has. */
  denied?: string[];
  connectors?: LakehouseConnectorFactory[];
  planner?: TablePlanner;
}) {
  const auditor = mockServices.auditor.mock();
  // Its factory, which runs at start what has no delay, is there, but not in its type.
  const scheduler = mockServices.scheduler() as SchedulerService & {
    factory(): ServiceFactory;
  };
  const audits: Array<{ eventId: string; outcome: string }> = [];
  const auditTrail: Array<{
    eventId: string;
    outcome: string;
    /** What was sent to say who it is. */
    authorization: string | undefined;
    meta: Record<string, unknown>;
    error?: string;
  }> = [];
  const events: LakehouseChangedEvent[] = [];
  const notifications: NotificationSendOptions[] = [];
  auditor.createEvent.mockImplementation(async event => {
    const { eventId } = event;
    const end =
      (outcome: string) =>
      async (how?: { meta?: object; error?: Error }): Promise<void> => {
        audits.push({ eventId, outcome });
        auditTrail.push({
          eventId,
          outcome,
          authorization: event.request?.headers.authorization,
          meta: { ...event.meta, ...how?.meta },
          ...(how?.error && { error: how.error.message }),
        });
      };
    return { success: end('success'), fail: end('fail') };
  });
  const connectorsModule = createBackendModule({
    pluginId: 'lakehouse',
    moduleId: 'test-connectors',
    register: env =>
      env.registerInit({
        deps: { point: lakehouseConnectorsExtensionPoint },
        async init({ point }) {
          for (const connector of options.connectors ?? []) {
            point.addConnector(connector);
          }
        },
      }),
  });
  const eventsFactory = createServiceFactory({
    service: eventsServiceRef,
    deps: {},
    factory: () => ({
      subscribe: async () => {},
      publish: async ({ eventPayload }) =>
        void events.push(eventPayload as LakehouseChangedEvent),
    }),
  });
  const backend = await startTestBackend({
    features: [
      createLakehousePlugin({
        validateResponses: true,
        planner: options.planner,
      }),
      createServiceFactory({
        service: notificationService,
        deps: {},
        factory: () => ({
          send: async sent => void notifications.push(sent),
        }),
      }),
      connectorsModule,
      auditor.factory,
      scheduler.factory(),
      eventsFactory,
      permissionsDenying(...(options.denied ?? [])).factory,
      mockServices.rootConfig.factory({
        data: { lakehouse: options.lakehouse },
      }),
    ],
  });
  return {
    server: backend.server,
    audits,
    /** The same, with who, what and which result. */
    auditTrail,
    events,
    notifications,
    /** Runs a scheduled task now. */
    trigger: (task: string) => scheduler.triggerTask(task),
    stop: () => backend.stop(),
  };
}
