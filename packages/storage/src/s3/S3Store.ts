import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3';
import { requireHttpUrl } from '../config/requireHttpUrl';
import type { StoreLocation } from '../locations';
import type {
  ListedPage,
  ObjectStore,
  OpenedObject,
} from '../requests/ObjectStore';
import { closeableBody } from '../requests/closeableBody';
import { loadS3Library } from './loadS3Library';
import type { S3FileIOOptions } from './S3FileIO';
import { s3Failure } from './s3Failure';

/**
 * Connections are kept for all stores of the process together: with credentials that a catalog lends there is a store for
 * each table, whose connections would stay open. How many requests there are at once is for the caller to bound.
 */
const AGENT_OPTIONS = { keepAlive: true, maxSockets: 256 };
let agents: { httpAgent: HttpAgent; httpsAgent: HttpsAgent } | undefined;

type S3Library = ReturnType<typeof loadS3Library>;

/** Amazon S3 and its likes. */
export class S3Store implements ObjectStore {
  readonly #config: S3ClientConfig;
  #loaded: { library: S3Library; client: S3Client } | undefined;

  constructor(options: Omit<S3FileIOOptions, 'warehouses' | 'requests'>) {
    this.#config = clientConfig(options);
  }

  async open(
    { container, path }: StoreLocation,
    options: { range?: { first: number; last: number }; signal: AbortSignal },
  ): Promise<OpenedObject> {
    const { range, signal } = options;
    try {
      const { library, client } = this.#load();
      const output = await client.send(
        new library.GetObjectCommand({
          Bucket: container,
          Key: path,
          Range: range && `bytes=${range.first}-${range.last}`,
        }),
        { abortSignal: signal },
      );
      return {
        status: output.$metadata.httpStatusCode ?? 200,
        contentLength: output.ContentLength,
        contentRange: output.ContentRange,
        ...closeableBody(output.Body),
      };
    } catch (error) {
      throw s3Failure(error, this.#protocol);
    }
  }

  async list(
    { container, path }: StoreLocation,
    options: { token?: string; signal: AbortSignal },
  ): Promise<ListedPage> {
    try {
      const { library, client } = this.#load();
      const output = await client.send(
        new library.ListObjectsV2Command({
          Bucket: container,
          Prefix: path === '' ? undefined : `${path}/`,
          Delimiter: '/',
          ContinuationToken: options.token,
        }),
        { abortSignal: options.signal },
      );
      return {
        objects: (output.Contents ?? []).map(({ Key, Size, LastModified }) => ({
          key: Key ?? '',
          sizeBytes: Size ?? 0,
          modifiedMs: LastModified?.getTime(),
        })),
        folders: (output.CommonPrefixes ?? []).map(
          ({ Prefix }) => Prefix ?? '',
        ),
        token: output.IsTruncated ? output.NextContinuationToken : undefined,
      };
    } catch (error) {
      throw s3Failure(error, this.#protocol);
    }
  }

  get #protocol(): string | undefined {
    const { endpoint } = this.#config;
    return typeof endpoint === 'string'
      ? new URL(endpoint).protocol
      : undefined;
  }

  /** @throws Error `Region is missing`, where only the profile could have said. */
  async #regionOfProfile(library: S3Library): Promise<string> {
    const { profile, endpoint } = this.#config;
    const client = new library.S3Client(
      profile === undefined ? {} : { profile },
    );
    try {
      return await client.config.region();
    } catch (error) {
      if (
        endpoint === undefined ||
        !(
          error instanceof Error &&
          error.message.startsWith('Region is missing')
        )
      )
        throw error;
      return REGION_WITH_ENDPOINT;
    } finally {
      client.destroy();
    }
  }

  #load(): { library: S3Library; client: S3Client } {
    if (!this.#loaded) {
      const library = loadS3Library();
      this.#loaded = {
        library,
        client: new library.S3Client({
          ...this.#config,
          region: this.#config.region ?? (() => this.#regionOfProfile(library)),
        }),
      };
    }
    return this.#loaded;
  }
}

/** Most stores that are not Amazon's take any region, and this is what they call their own. */
const REGION_WITH_ENDPOINT = 'us-east-1';

function clientConfig(
  options: Omit<S3FileIOOptions, 'warehouses' | 'requests'>,
): S3ClientConfig {
  const endpoint =
    options.endpoint ??
    (process.env.AWS_ENDPOINT_URL_S3 || process.env.AWS_ENDPOINT_URL);
  if (endpoint !== undefined) requireHttpUrl(endpoint, 'endpoint');
  const region =
    options.region ??
    (process.env.AWS_REGION || process.env.AWS_DEFAULT_REGION || undefined);
  return {
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(region === undefined ? {} : { region }),
    forcePathStyle: options.pathStyle ?? endpoint !== undefined,
    ...(options.profile === undefined ? {} : { profile: options.profile }),
    ...(options.credentials ? { credentials: options.credentials } : {}),
    ...(options.anonymous
      ? {
          credentials: { accessKeyId: '', secretAccessKey: '' },
          signer: { sign: async request => request },
        }
      : {}),
    // Tries are ours: see RequestOptions.
    maxAttempts: 1,
    // Stores that are not Amazon's answer checksums of whole objects to ranges, or none; lengths are checked here.
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: sharedAgents(),
  };
}

function sharedAgents(): { httpAgent: HttpAgent; httpsAgent: HttpsAgent } {
  agents ??= {
    httpAgent: new HttpAgent(AGENT_OPTIONS),
    httpsAgent: new HttpsAgent(AGENT_OPTIONS),
  };
  return agents;
}
