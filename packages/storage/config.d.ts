export interface Config {
  lakehouse?: {
    /** How the files of tables are read from object stores. */
    storage?: {
      /** Requests that are under way at once, over all stores, 1 to 1,024; 64 when left out. */
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
          /**
           * Locations below which files may be read; nothing else is. `s3://bucket/folder` (also `s3a`, `s3n`),
           * `gs://bucket/folder`, `abfss://container@account.dfs.core.windows.net/folder` (also `abfs`, `wasb`, `wasbs`),
           * `https://host/folder`.
           */
          warehouses: string | string[];
          /** S3, Google, Azure: base URL of a store that is not the cloud's own. */
          endpoint?: string;
          /** S3: region of the buckets. */
          region?: string;
          /** S3: bucket in the path rather than in the name of the host; with an endpoint when left out. */
          pathStyle?: boolean;
          /** S3: with `secretAccessKey`. When left out, the usual chain of environment, profiles and roles. */
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
          /**
           * Google: path of the JSON key of a service account, or of the configuration of a workload identity
           * (`external_account`). When left out, the application default credentials, also with
           * an `endpoint`.
           */
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
          /** S3, Google, Azure: do not sign, for what is public, and for emulators that take no credentials. */
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
  };
}
