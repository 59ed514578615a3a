import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import {
  RiDatabase2Line,
  RiHeartPulseLine,
  RiHistoryLine,
  RiStackLine,
  RiTable2,
  RiToolsLine,
} from '@remixicon/react';
import { lakehouseTranslationRef } from '../translation';
import {
  kubernetesLakehouseFilter,
  lakehouseFilter,
  schemaFilter,
  tableFilter,
} from './filters';

// No `group`: groups collapse into a menu, and these tabs are what the entity is about.

export const tableEntityContent = EntityContentBlueprint.make({
  name: 'table',
  params: {
    path: '/table',
    title: lakehouseTranslationRef('tabs.table'),
    icon: <RiTable2 />,
    filter: tableFilter,
    loader: async () => {
      const { TableTab } = await import('../components/TableTab');
      return <TableTab />;
    },
  },
});

export const snapshotsEntityContent = EntityContentBlueprint.make({
  name: 'snapshots',
  params: {
    path: '/snapshots',
    title: lakehouseTranslationRef('tabs.snapshots'),
    icon: <RiHistoryLine />,
    filter: tableFilter,
    loader: async () => {
      const { SnapshotsTab } = await import('../components/SnapshotsTab');
      return <SnapshotsTab />;
    },
  },
});

export const healthEntityContent = EntityContentBlueprint.make({
  name: 'health',
  params: {
    path: '/health',
    title: lakehouseTranslationRef('tabs.health'),
    icon: <RiHeartPulseLine />,
    filter: tableFilter,
    loader: async () => {
      const { HealthTab } = await import('../components/HealthTab');
      return <HealthTab />;
    },
  },
});

export const maintenanceEntityContent = EntityContentBlueprint.make({
  name: 'maintenance',
  params: {
    path: '/maintenance',
    title: lakehouseTranslationRef('tabs.maintenance'),
    icon: <RiToolsLine />,
    filter: tableFilter,
    loader: async () => {
      const { MaintenanceTab } = await import('../components/Maintenance');
      return <MaintenanceTab />;
    },
  },
});

export const lakehouseEntityContent = EntityContentBlueprint.make({
  name: 'lakehouse',
  params: {
    path: '/lakehouse',
    title: lakehouseTranslationRef('tabs.lakehouse'),
    icon: <RiDatabase2Line />,
    filter: lakehouseFilter,
    loader: async () => {
      const { LakehouseOverview } = await import(
        '../components/LakehouseOverview'
      );
      return <LakehouseOverview />;
    },
  },
});

export const stackEntityContent = EntityContentBlueprint.make({
  name: 'stack',
  params: {
    path: '/stack',
    title: lakehouseTranslationRef('tabs.stack'),
    icon: <RiStackLine />,
    filter: kubernetesLakehouseFilter,
    loader: async () => {
      const { StackTab } = await import('../components/Stack');
      return <StackTab />;
    },
  },
});

export const schemaEntityContent = EntityContentBlueprint.make({
  name: 'schema',
  params: {
    path: '/tables',
    title: lakehouseTranslationRef('tabs.schema'),
    icon: <RiTable2 />,
    filter: schemaFilter,
    loader: async () => {
      const { SchemaOverview } = await import('../components/SchemaOverview');
      return <SchemaOverview />;
    },
  },
});
