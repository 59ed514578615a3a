import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { blueprintMessages } from './translations/blueprint';
import { cardsMessages } from './translations/cards';
import { commonMessages } from './translations/common';
import { fleetMessages } from './translations/fleet';
import { healthMessages } from './translations/health';
import { lakehouseMessages } from './translations/lakehouse';
import { maintenanceMessages } from './translations/maintenance';
import { policiesMessages } from './translations/policies';
import { stackMessages } from './translations/stack';
import { snapshotsMessages } from './translations/snapshots';
import { tableMessages } from './translations/table';

/**
 * Every sentence of the plugin; replace them per language or per portal.
 * @public
 */
export const lakehouseTranslationRef = createTranslationRef({
  id: 'lakehouse',
  messages: {
    ...commonMessages,
    table: tableMessages,
    snapshots: snapshotsMessages,
    health: healthMessages,
    fleet: fleetMessages,
    lakehouse: lakehouseMessages,
    cards: cardsMessages,
    maintenance: maintenanceMessages,
    policies: policiesMessages,
    blueprint: blueprintMessages,
    stack: stackMessages,
  },
});
