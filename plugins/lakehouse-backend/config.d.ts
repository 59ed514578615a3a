import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';

export interface Config {
  /** The lakehouse plugin. */
  lakehouse?: {
    /**
     * Lakehouses that the portal shows, by name. A name has lower case letters, digits and
     * single dashes between them, 1 to 50 characters, and starts with a letter. It is also the
     * name of the entity, and of the catalog in the snippets for engines.
     */
    connections?: {
      [name: string]: {
        /** Which connector reads it: `embedded`, or the type of a connector that a module adds. */
        type: string;
        /** How people call it; the name when left out. */
        title?: string;
        /** What it is for, one or two sentences. */
        description?: string;
        /** Entity ref of the group or user that owns it, for example `group:default/data-platform`. */
        owner?: string;
        /**
         * Annotations for the entity of the lakehouse, for example `backstage.io/kubernetes-id`, with
         * which the Kubernetes plugin shows its pods. Those that start with `lakehouse-portal.io/` or
         * `backstage.io/managed-by-` are refused: they are the portal's own.
         */
        annotations?: { [key: string]: string };
        /**
         * Medallion layer by schema, for example `{ raw: bronze }`. Goes over the property
         * `lakehouse.layer` of schemas and tables. Without either, a schema that is named
         * bronze, silver or gold is of that layer.
         */
        layers?: { [schema: string]: string };
        /**
         * Rules for tables; where several match, the later one wins value by value. They go over
         * the properties `lakehouse.owner` and `lakehouse.layer` of tables and schemas.
         */
        rules?: Array<{
          /** Full name of tables, `*` stands for any characters: `bronze.*`, `silver.orders`, `*_tmp`. */
          match: string;
          /** Entity ref of the owner of these tables. */
          owner?: string;
          /** Layer of these tables. */
          layer?: string;
          /** What these tables promise. */
          policy?: {
            /** A file that size needs no compaction, in bytes. */
            targetFileSizeBytes?: number;
            /** Snapshots older than this are due to expire, ISO 8601 duration. */
            maxSnapshotAge?: string;
            /** At least this many snapshots are kept whatever their age. */
            minSnapshotsToKeep?: number;
            /** The newest change may be this old, ISO 8601 duration; `none`: no promise. */
            maxStaleness?: string;
            /** Maintenance is expected at least this often, ISO 8601 duration; `none`: not expected. */
            maintenanceInterval?: string;
            /** Share of all bytes that may serve only old snapshots, 0 to 1. */
            maxReclaimableShare?: number;
          };
        }>;
        /** What the tables of this lakehouse promise; goes over the policies of layers. */
        policy?: {
          /** A file that size needs no compaction, in bytes. */
          targetFileSizeBytes?: number;
          /** Snapshots older than this are due to expire, ISO 8601 duration. */
          maxSnapshotAge?: string;
          /** At least this many snapshots are kept whatever their age. */
          minSnapshotsToKeep?: number;
          /** The newest change may be this old, ISO 8601 duration; `none`: no promise. */
          maxStaleness?: string;
          /** Maintenance is expected at least this often, ISO 8601 duration; `none`: not expected. */
          maintenanceInterval?: string;
          /** Share of all bytes that may serve only old snapshots, 0 to 1. */
          maxReclaimableShare?: number;
        };
        /**
         * `embedded` only: folder of the lakehouse on the back end's machine, with `catalog.db` and
         * `warehouse/` in it. A relative one is relative to the working directory of the back end.
         * Only files below its warehouse are ever read.
         */
        directory?: string;
        /**
         * `embedded` only: name of the catalog in the rows of `catalog.db`, as PyIceberg and Trino
         * call it; the name of the connection when left out.
         */
        catalogName?: string;
        /** `embedded` only: fills an empty lakehouse with the example of this name when it is first opened. */
        example?: 'retail';
      } & JsonObject;
    };
    /** Reading of the tables. */
    scan?: {
      /** How often all lakehouses are looked at; every 5 minutes, at most 30 minutes, when left out. */
      schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      /** Tables that are read at the same time, 1 to 32; 4 when left out. */
      concurrency?: number;
      /** A table that takes longer to read than this counts as failed; 2 minutes when left out. */
      tableTimeout?:
        | string
        | { seconds?: number; minutes?: number; milliseconds?: number };
      /**
       * What is remembered of manifests. They never change, so that after a commit only the new ones are read; what
       * was used longest ago gives way, and is read again when it is needed.
       */
      cache?: {
        /** In the memory of each replica, in megabytes; 64 when left out. */
        memoryMb?: number;
        /** In the plugin's database, shared by all replicas and kept over restarts, in megabytes; 512 when left out, 0: nothing. */
        databaseMb?: number;
      };
    };
    /** Lakehouses that are created in the portal with the target "embedded". */
    embedded?: {
      /**
       * Folder in which each gets a folder of its own. Without it, none can be created. A relative
       * one is relative to the working directory of the back end.
       */
      directory?: string;
    };
    /** Limits of queries and previews; what a caller asks for beyond them is refused or cut, and said. */
    query?: {
      /** A query that takes longer is stopped, in seconds; 15 when left out. */
      timeoutSeconds?: number;
      /** Rows of an answer, at most; 1,000 when left out. */
      maxRows?: number;
      /** Bytes of an answer, at most; 4 MB when left out. */
      maxResultBytes?: number;
      /** Memory of one query in megabytes; 256 when left out. */
      memoryLimitMb?: number;
      /** Queries that run at the same time, at most; 2 when left out. More wait for their turn. */
      concurrency?: number;
    };
    /** What tables promise, unless a lakehouse, a rule or the table says otherwise. */
    policies?: {
      /** For all tables; the suite's defaults hold where nothing is said. */
      default?: {
        /** A file that size needs no compaction, in bytes. */
        targetFileSizeBytes?: number;
        /** Snapshots older than this are due to expire, ISO 8601 duration. */
        maxSnapshotAge?: string;
        /** At least this many snapshots are kept whatever their age. */
        minSnapshotsToKeep?: number;
        /** The newest change may be this old, ISO 8601 duration; `none`: no promise. */
        maxStaleness?: string;
        /** Maintenance is expected at least this often, ISO 8601 duration; `none`: not expected. */
        maintenanceInterval?: string;
        /** Share of all bytes that may serve only old snapshots, 0 to 1. */
        maxReclaimableShare?: number;
      };
      /** By layer. */
      layers?: {
        [layer: string]: {
          /** A file that size needs no compaction, in bytes. */
          targetFileSizeBytes?: number;
          /** Snapshots older than this are due to expire, ISO 8601 duration. */
          maxSnapshotAge?: string;
          /** At least this many snapshots are kept whatever their age. */
          minSnapshotsToKeep?: number;
          /** The newest change may be this old, ISO 8601 duration; `none`: no promise. */
          maxStaleness?: string;
          /** Maintenance is expected at least this often, ISO 8601 duration; `none`: not expected. */
          maintenanceInterval?: string;
          /** Share of all bytes that may serve only old snapshots, 0 to 1. */
          maxReclaimableShare?: number;
        };
      };
    };
  };
}
