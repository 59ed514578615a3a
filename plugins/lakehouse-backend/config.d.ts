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
        /** Which connector reads it: `embedded`, `rest`, `nessie`, `unity`, `glue`, `folder` …, or the type of one that a module adds. */
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
            /** Snapshots older than this are due to expire, ISO 8601 duration; `forever`: none is. */
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
          /** Snapshots older than this are due to expire, ISO 8601 duration; `forever`: none is. */
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
         * Whether the curves of health are calibrated with the queries that people run on this lakehouse; true when left out.
         * Has an effect where a Trino is known: `type: trino`, or `maintenance.trino`. Each scan then reads, as the user of that
         * connection, the queries that `system.runtime.queries` shows to it. Of those that read one table, the id, the times
         * and a hash of the statement without its literals are kept for up to 90 days; no text, no user.
         */
        calibration?: boolean;
        /** How this lakehouse is scanned, where it differs from `lakehouse.scan`. */
        scan?: {
          /** Tables that are read at the same time, 1 to 32; 4 when left out. */
          concurrency?: number;
          /** A table that takes longer to read than this counts as failed; 2 minutes when left out. */
          tableTimeout?:
            | string
            | { seconds?: number; minutes?: number; milliseconds?: number };
          /** Time between two scans of a source, as `PT15M`. The schedule looks no more often; when left out, each time that it looks. */
          every?:
            | string
            | { seconds?: number; minutes?: number; hours?: number };
          /**
           * Catalogs whose listing tells no version (Iceberg REST) are asked about each table by itself: at each scan about those
           * that changed recently, and about the others at least this often; 1 hour when left out, `PT0S`: at each scan.
           */
          recheckAfter?:
            | string
            | { seconds?: number; minutes?: number; hours?: number };
          /** A source that fails is left alone for a while, twice as long after each failure. "Scan now" asks it at once. */
          retry?: {
            /** After the first failure; 1 minute when left out. */
            first?:
              | string
              | { seconds?: number; minutes?: number; hours?: number };
            /** At most; 1 hour when left out. */
            longest?:
              | string
              | { seconds?: number; minutes?: number; hours?: number };
          };
          /** A table that its catalog does not list any more is removed when both are over. */
          missing?: {
            /** Complete listings without it; 2 when left out. */
            listings?: number;
            /** Time since the first of these; 1 hour when left out. */
            after?:
              | string
              | { minutes?: number; hours?: number; days?: number };
          };
          /**
           * A listing that lacks more of the known tables than both of these is refused: more likely it is wrong. Nothing
           * changes then, the state of the lakehouse says so, and an administrator can accept it.
           */
          maxLoss?: {
            /** Share of the known tables, 0 to 1; 0.5 when left out, 1: nothing is refused. */
            share?: number;
            /** Tables; 10 when left out. */
            tables?: number;
          };
        };
        /**
         * `embedded` only: folder of the lakehouse on the back end's machine, with `catalog.db` and
         * `warehouse/` in it. A relative one is relative to the working directory of the back end.
         * Only files below its warehouse are ever read.
         */
        directory?: string;
        /**
         * `embedded` and `jdbc`: name of the catalog in the rows of the database, as PyIceberg and Trino
         * call it; the name of the connection when left out. `hive`: catalog of the metastore; its default one when left out.
         */
        catalogName?: string;
        /** `embedded` only: fills an empty lakehouse with the example of this name when it is first opened. */
        example?: 'retail';
        /**
         * All types but `embedded` and `trino`: locations below which files may be read, `s3://bucket/folder` (also `s3a`, `s3n`),
         * `gs://bucket/folder`, `abfss://container@account.dfs.core.windows.net/folder` (also `abfs`, `wasb`, `wasbs`),
         * `https://host/folder`, or a folder of the back end's machine with its whole path. Nothing else is read, whatever a
         * catalog or the metadata of a table says. When left out, what the stores below are for.
         */
        warehouses?: string | string[];
        /**
         * How the files of this lakehouse are read; stores of `lakehouse.storage` serve what these do not, and the environment
         * what those do not.
         */
        storage?: {
          /** Requests that are under way at once, 1 to 1,024; 64 when left out. */
          concurrency?: number;
          /** Tries of a request that fails in a way that may pass, 1 to 20; 5 when left out. */
          attempts?: number;
          /** A try is given up when nothing arrives for so long; 20 when left out. */
          stallTimeoutSeconds?: number;
          /** A try is given up when it takes longer altogether; 300 when left out. */
          attemptTimeoutSeconds?: number;
          /** Stores by a name of your choice. What kind of store it is, its warehouses tell. */
          stores?: {
            [name: string]: {
              /** What it is for. May be left out when there is one store: then it is for the warehouses of the connection. */
              warehouses?: string | string[];
              /** S3, Google, Azure: base URL of a store that is not the cloud's own. */
              endpoint?: string;
              /** S3: region of the buckets. */
              region?: string;
              /** S3: bucket in the path rather than in the name of the host; with an endpoint when left out. */
              pathStyle?: boolean;
              /** S3: with `secretAccessKey`. When left out, the usual chain of environment, profiles and roles (workload identity). */
              accessKeyId?: string;
              /**
               * S3: with `accessKeyId`.
               * @visibility secret
               */
              secretAccessKey?: string;
              /**
               * S3: for keys that expire.
               * @visibility secret
               */
              sessionToken?: string;
              /** S3: profile of `~/.aws`. */
              profile?: string;
              /** Google: path of the JSON key of a service account. When left out, the application default credentials. */
              keyFile?: string;
              /**
               * Azure: key of the account. When left out, `AZURE_STORAGE_KEY`, `AZURE_STORAGE_SAS_TOKEN`, or the identity of
               * environment or machine.
               * @visibility secret
               */
              accountKey?: string;
              /**
               * Azure: shared access signature, instead of the key.
               * @visibility secret
               */
              sasToken?: string;
              /** S3, Google, Azure: do not sign, for what is public. */
              anonymous?: boolean;
              /**
               * HTTP: sent with every request, for example `authorization`.
               * @deepVisibility secret
               */
              headers?: { [name: string]: string };
              /**
               * HTTP: added to every URL, for example a signature.
               * @visibility secret
               */
              query?: string;
            };
          };
        };
        /** `folder` only: levels below a warehouse down to which tables are looked for, 1 to 10; 3 when left out. */
        maxDepth?: number;
        /** `folder` only: folders that a listing may ask for, at most; 20,000 when left out. Beyond, the listing fails. */
        maxFolders?: number;
        /** `folder` only: files and folders that a listing may give, at most; 2,000,000 when left out. Beyond, it fails. */
        maxKeys?: number;
        /** `glue` only: region of the catalog, and of buckets for which no other is said; `AWS_REGION` when left out. */
        region?: string;
        /** `glue` only: base URL of a service that is not in the region's usual place, for example of a VPC endpoint. */
        endpoint?: string;
        /** `glue` only: twelve digits, in quotes: account whose catalog is read, where it is not the portal's own. */
        catalogId?: string;
        /** `glue` only: who asks. When left out, the usual chain of environment, profiles and roles (workload identity). */
        credentials?: {
          /** With `secretAccessKey`. */
          accessKeyId?: string;
          /**
           * With `accessKeyId`.
           * @visibility secret
           */
          secretAccessKey?: string;
          /**
           * For keys that expire.
           * @visibility secret
           */
          sessionToken?: string;
          /** Profile of `~/.aws`. */
          profile?: string;
          /** Role that is assumed with these credentials. */
          roleArn?: string;
          /** What the role's trust policy asks for, with `roleArn`. */
          externalId?: string;
        };
        /** `unity` only: which of its catalogs; all when left out, and namespaces are `catalog.schema` then. */
        catalog?: string;
        /**
         * `unity` only: path of its Iceberg REST face, `/api/2.1/unity-catalog/iceberg` when left out; Databricks:
         * `/api/2.1/unity-catalog/iceberg-rest`. `false`: it has none.
         */
        icebergPath?: string | false;
        /**
         * Credentials that a catalog lends for the files of a table; it is asked for them where this is there. They are used for
         * that table only, and never kept.
         */
        vendedCredentials?: {
          /** False: files are read with the settings of `storage` all the same; true when left out. */
          use?: boolean;
          /**
           * Origins of stores that the catalog may name, `https://store.example.com`. An endpoint of `storage` goes over what
           * the catalog names; the clouds' own need not be listed.
           */
          endpoints?: string[];
        };
        /**
         * `jdbc`: the database, `postgresql://host:5432/database`, `mysql://host:3306/database` or `sqlite:/path/catalog.db`,
         * without user and password. `rest`, `nessie` and `unity`: address of the catalog; of a Unity Catalog the server, `https://unity.example.com`. For `rest` what comes before `/v1`, `https://polaris.example.com/api/catalog`;
         * for `nessie` the server, `http://nessie.example.com:19120`. Nothing is ever sent to another origin, but to `auth.tokenUri`.
         */
        uri?: string;
        /** `hive`: `thrift://host:9083` of the metastore; of several, the first one that answers is used. */
        uris?: string | string[];
        /** `hive`: how messages are sent, as the metastore is set up; `buffered` when left out. */
        transport?: 'buffered' | 'framed';
        /** `hive`: `none`; `kerberos` is refused with the reason: it is not supported. */
        authentication?: 'none' | 'kerberos';
        /** `jdbc`: who reads the catalog. */
        user?: string;
        /**
         * `jdbc`: password of the user.
         * @visibility secret
         */
        password?: string;
        /** `jdbc` on PostgreSQL: schema of the catalog's tables; the search path of the user when left out. */
        schema?: string;
        /** `rest` and `nessie`: which of the catalog's warehouses (Polaris: catalogs), by its name. */
        warehouse?: string;
        /** `rest`: prefix of paths, where the catalog tells none itself. */
        prefix?: string;
        /** `trino`: a lakehouse of which nothing but a Trino is reachable. */
        trino?: {
          /** Address of the coordinator, or of what stands before it. */
          server: string;
          /** Further addresses that Trino names its pages under, behind a reverse proxy that it does not know of. */
          announcedServers?: string[];
          /** Catalog of Trino that is read. Either this or `catalogs`. */
          catalog?: string;
          /** Several catalogs: schemas are then named `<catalog>.<schema>`. */
          catalogs?: string[];
          /** Whom statements run as (`X-Trino-User`). */
          user: string;
          /**
           * Whom previews of rows run as; `user` when left out. With `{name}` (and `{namespace}`) the person who looks, for
           * example `{name}@example.com`. The one who authenticates must be allowed to act for them.
           */
          previewUser?: string;
          /** What `system.runtime.queries` calls the portal; `lakehouse-portal` when left out. */
          source?: string;
          /** Role by catalog, `system` for system roles. */
          roles?: { [catalog: string]: string };
          /** Session properties of all statements. */
          sessionProperties?: { [name: string]: string };
          /** How the portal proves who it is; not at all when left out. */
          authentication?: {
            type: 'none' | 'basic' | 'jwt' | 'certificate';
            /** `basic`: who. */
            username?: string;
            /**
             * `basic`: what proves it.
             * @visibility secret
             */
            password?: string;
            /**
             * `jwt`: the token.
             * @visibility secret
             */
            token?: string;
          };
          /** Lets secrets go over plain HTTP to another machine, where something else encrypts. */
          allowInsecureAuthentication?: boolean;
          tls?: {
            /** Certificates that are trusted instead of those of the system, PEM. */
            ca?: string;
            /** `certificate`: the portal's certificate, PEM. */
            certificate?: string;
            /**
             * `certificate`: its key, PEM.
             * @visibility secret
             */
            key?: string;
            /**
             * `certificate`: passphrase of the key.
             * @visibility secret
             */
            passphrase?: string;
            /** Name that the server's certificate must be for, when it is not the host of `server`. */
            serverName?: string;
          };
          /** Statements that run at the same time, 1 to 32; 3 when left out. */
          concurrency?: number;
          /** A statement that takes longer is cancelled, 1 to 3,600; 60 when left out. */
          timeoutSeconds?: number;
        };
        /** Which engine maintains tables of this lakehouse, for catalogs that have none of their own. */
        maintenance?: {
          trino?: {
            /** Address of the coordinator, or of what stands before it. */
            server: string;
            /** Further addresses that Trino names its pages under, behind a reverse proxy that it does not know of. */
            announcedServers?: string[];
            /** Catalog of Trino with the tables of this lakehouse. */
            catalog: string;
            /** Whom statements run as (`X-Trino-User`). */
            user: string;
            /** Role by catalog, `system` for system roles. */
            roles?: { [catalog: string]: string };
            /** Session properties of all statements. */
            sessionProperties?: { [name: string]: string };
            /** How the portal proves who it is; not at all when left out. */
            authentication?: {
              type: 'none' | 'basic' | 'jwt' | 'certificate';
              /** `basic`: who. */
              username?: string;
              /**
               * `basic`: what proves it.
               * @visibility secret
               */
              password?: string;
              /**
               * `jwt`: the token.
               * @visibility secret
               */
              token?: string;
            };
            /** Lets secrets go over plain HTTP to another machine, where something else encrypts. */
            allowInsecureAuthentication?: boolean;
            tls?: {
              /** Certificates that are trusted instead of those of the system, PEM. */
              ca?: string;
              /** `certificate`: the portal's certificate, PEM. */
              certificate?: string;
              /**
               * `certificate`: its key, PEM.
               * @visibility secret
               */
              key?: string;
              /**
               * `certificate`: passphrase of the key.
               * @visibility secret
               */
              passphrase?: string;
              /** Name that the server's certificate must be for, when it is not the host of `server`. */
              serverName?: string;
            };
            /** A step of maintenance that takes longer is cancelled, 1 to 86,400; 21,600 (six hours) when left out. */
            timeoutSeconds?: number;
            /** Release of Trino, as 483, for a build of one's own that doesn't tell it; Trino is asked when left out. */
            release?: number;
          };
        };
        /** `nessie`: branch or tag that is read; the default branch of the server when left out. */
        reference?: string;
        /** `nessie`: `rest`, metadata as Nessie hands it over; `store`, from the files; `rest` when left out. */
        metadata?: 'rest' | 'store';
        /** `rest` and `nessie`: only these namespaces and those below of them; all when left out. */
        namespaces?: string[];
        /** `rest`: names on a page of a listing; what the catalog likes when left out, else 1,000. */
        pageSize?: number;
        /** `rest`, `nessie`, `unity`, `jdbc` and `hive`: a request that takes longer is given up; 60 when left out. */
        timeoutSeconds?: number;
        /** `rest`, `nessie` and `unity`: requests that are under way at once, 1 to 64; 8 when left out. */
        concurrency?: number;
        /** `rest`, `nessie` and `unity`: sent with each request, for example `Polaris-Realm`. */
        headers?: {
          /** @visibility secret */
          [name: string]: string;
        };
        /** `rest`, `nessie`, `unity`, `jdbc` and `hive`: the connection itself. `jdbc` and `hive` are encrypted only where this is there. */
        tls?: {
          /** Certificates of authorities that are trusted, PEM; a file by `$file`. Those of the system when left out. */
          ca?: string;
          /** `jdbc`: certificate that the portal identifies itself with, PEM. */
          cert?: string;
          /**
           * `jdbc`: key of that certificate, PEM.
           * @visibility secret
           */
          key?: string;
        };
        /** `rest`, `nessie` and `unity`: how the catalog is told who asks; without credentials when left out. */
        auth?: {
          /** `oauth2`: client credentials. `bearer`: a token. `sigv4`: AWS Signature Version 4. `none`. */
          type: 'oauth2' | 'bearer' | 'sigv4' | 'none';
          /**
           * `bearer`: the token.
           * @visibility secret
           */
          token?: string;
          /** `oauth2`: who asks. */
          clientId?: string;
          /**
           * `oauth2`: what proves it.
           * @visibility secret
           */
          clientSecret?: string;
          /** `oauth2`: where tokens are given; for `rest` the catalog's own `/v1/oauth/tokens` when left out. */
          tokenUri?: string;
          /** `oauth2`: `catalog` when left out, none when empty; Polaris: `PRINCIPAL_ROLE:ALL`. */
          scope?: string;
          /** `oauth2`: more parameters of the request for a token, for example `audience`. */
          parameters?: {
            /** @visibility secret */
            [name: string]: string;
          };
          /** `sigv4`: region of the catalog. */
          region?: string;
          /** `sigv4`: `glue` when left out; `s3tables`, `execute-api`. */
          service?: string;
          /** `sigv4`: with `secretAccessKey`. When left out, the usual chain of environment, profiles and roles. */
          accessKeyId?: string;
          /**
           * `sigv4`: with `accessKeyId`.
           * @visibility secret
           */
          secretAccessKey?: string;
          /**
           * `sigv4`: for keys that expire.
           * @visibility secret
           */
          sessionToken?: string;
          /** `sigv4`: profile of `~/.aws`. */
          profile?: string;
        };
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
      /** Time between two scans of a source, as `PT15M`. The schedule looks no more often; when left out, each time that it looks. */
      every?: string | { seconds?: number; minutes?: number; hours?: number };
      /**
       * Catalogs whose listing tells no version (Iceberg REST) are asked about each table by itself: at each scan about those
       * that changed recently, and about the others at least this often; 1 hour when left out, `PT0S`: at each scan.
       */
      recheckAfter?:
        | string
        | { seconds?: number; minutes?: number; hours?: number };
      /** A source that fails is left alone for a while, twice as long after each failure. "Scan now" asks it at once. */
      retry?: {
        /** After the first failure; 1 minute when left out. */
        first?: string | { seconds?: number; minutes?: number; hours?: number };
        /** At most; 1 hour when left out. */
        longest?:
          | string
          | { seconds?: number; minutes?: number; hours?: number };
      };
      /** A table that its catalog does not list any more is removed when both are over. */
      missing?: {
        /** Complete listings without it; 2 when left out. */
        listings?: number;
        /** Time since the first of these; 1 hour when left out. */
        after?: string | { minutes?: number; hours?: number; days?: number };
      };
      /**
       * A listing that lacks more of the known tables than both of these is refused: more likely it is wrong. Nothing
       * changes then, the state of the lakehouse says so, and an administrator can accept it.
       */
      maxLoss?: {
        /** Share of the known tables, 0 to 1; 0.5 when left out, 1: nothing is refused. */
        share?: number;
        /** Tables; 10 when left out. */
        tables?: number;
      };
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
    /** How runs of maintenance are carried on. */
    maintenance?: {
      /** Runs that each replica carries on at the same time, 0 to 32; 1 when left out. 0: others have to. */
      workers?: number;
      /** How often a replica looks for runs, in seconds; 5 when left out. What was approved here begins at once. */
      pollSeconds?: number;
      /** A replica that gave no sign of life for so long loses its runs to others, in seconds; 30 when left out. */
      leaseSeconds?: number;
      /** Conflicts with live writers after which a unit is given up; 10 when left out. */
      maxConflicts?: number;
      /**
       * Whether what policies of maintenance call `automatic` is started when it is due, without anybody; true when left
       * out. False: it only needs no approval.
       */
      automaticStarts?: boolean;
      /** A run stops before it has rewritten more bytes than this, in digits; no limit when left out. */
      maxRewrittenBytes?: string;
      /**
       * Groups and users that are told when a run waits for approval, as entity refs: those who have the permission
       * `lakehouse.maintenance.approve`, which nobody can list. The owners of the tables are told when left out.
       */
      approvers?: string[];
      /**
       * Who has to approve which operation: `automatic` (nobody), `one`, `four-eyes` (not who proposed it), `off` (it is
       * never planned). `one` when left out, `four-eyes` for snapshots and orphan files. Orphan files always take somebody.
       */
      approvals?: {
        'set-properties'?: 'automatic' | 'one' | 'four-eyes' | 'off';
        'rewrite-data-files'?: 'automatic' | 'one' | 'four-eyes' | 'off';
        'rewrite-manifests'?: 'automatic' | 'one' | 'four-eyes' | 'off';
        'drop-extended-stats'?: 'automatic' | 'one' | 'four-eyes' | 'off';
        'expire-snapshots'?: 'automatic' | 'one' | 'four-eyes' | 'off';
        'remove-orphan-files'?: 'one' | 'four-eyes' | 'off';
      };
    };
    /** What tables promise, unless a lakehouse, a rule or the table says otherwise. */
    policies?: {
      /** For all tables; the suite's defaults hold where nothing is said. */
      default?: {
        /** A file that size needs no compaction, in bytes. */
        targetFileSizeBytes?: number;
        /** Snapshots older than this are due to expire, ISO 8601 duration; `forever`: none is. */
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
      /** How tables are maintained: documents of kind `MaintenancePolicy` (docs/maintenance.md), for example by `$include`. */
      maintenance?: Array<{
        apiVersion: string;
        kind: string;
        metadata: { name: string; description?: string };
        spec: {
          [key: string]: unknown;
        };
      }>;
      /** By layer. */
      layers?: {
        [layer: string]: {
          /** A file that size needs no compaction, in bytes. */
          targetFileSizeBytes?: number;
          /** Snapshots older than this are due to expire, ISO 8601 duration; `forever`: none is. */
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
