import type { ListingFileIO } from '@lakehouse-portal/table-metadata';
import { AzureFileIO, GcsFileIO, type RequestOptions, S3FileIO } from '..';

/** What signs requests, and what no error may show. */
export const SECRET = Buffer.from('s3cret-s3cret-s3cret').toString('base64');
/** The folder in the warehouse that is read from and listed. */
export const FOLDER = 'wh/db/t/metadata';

/** A store, and how its server is asked and answers. */
export interface StoreUnderTest {
  base: string;
  create(url: string, requests: RequestOptions): ListingFileIO;
  /** Path of the request for a key. */
  path(key: string): string;
  /** A page of a listing, of these keys, with the token of the next. */
  page(keys: string[], next: string | undefined): string;
  pageQuery: Array<Record<string, string | null>>;
  /** An answer with an error of this code. */
  error(code: string): string;
}

/** The object stores, each of which is to hold what the tests of all of them say. */
export const storesUnderTest: Record<string, StoreUnderTest> = {
  S3FileIO: {
    base: 's3://lake',
    create: (endpoint, requests) =>
      new S3FileIO({
        warehouses: ['s3://lake/wh'],
        endpoint,
        credentials: { accessKeyId: 'key', secretAccessKey: SECRET },
        requests,
      }),
    path: key => `/lake/${key}?x-id=GetObject`,
    page: (keys, next) =>
      `<ListBucketResult><IsTruncated>${next !== undefined}</IsTruncated>${
        next === undefined
          ? ''
          : `<NextContinuationToken>${next}</NextContinuationToken>`
      }${keys
        .map(
          key =>
            `<Contents><Key>${key}</Key><Size>7</Size><LastModified>2026-11-26T12:00:00Z</LastModified></Contents>`,
        )
        .join('')}</ListBucketResult>`,
    pageQuery: [
      { prefix: `${FOLDER}/`, delimiter: '/', 'continuation-token': null },
      { prefix: `${FOLDER}/`, delimiter: '/', 'continuation-token': 'more' },
    ],
    error: code =>
      `<Error><Code>${code}</Code><Message>${SECRET}</Message></Error>`,
  },
  GcsFileIO: {
    base: 'gs://lake',
    create: (endpoint, requests) =>
      new GcsFileIO({
        warehouses: ['gs://lake/wh'],
        ...{ endpoint, requests, anonymous: true },
      }),
    path: key => `/storage/v1/b/lake/o/${encodeURIComponent(key)}?alt=media`,
    page: (keys, next) =>
      JSON.stringify({
        nextPageToken: next,
        items: keys.map(name => ({
          name,
          size: '7',
          updated: '2026-11-26T12:00:00Z',
        })),
      }),
    pageQuery: [
      { prefix: `${FOLDER}/`, delimiter: '/', pageToken: null },
      { prefix: `${FOLDER}/`, delimiter: '/', pageToken: 'more' },
    ],
    error: () => `{"error":{"message":"${SECRET}"}}`,
  },
  AzureFileIO: {
    base: 'abfss://lake@account.dfs.core.windows.net',
    create: (url, requests) =>
      new AzureFileIO({
        warehouses: ['abfss://lake@account.dfs.core.windows.net/wh'],
        endpoint: `${url}/account`,
        accountKey: SECRET,
        requests,
      }),
    path: key => `/account/lake/${key.replaceAll('/', '%2F')}`,
    page: (keys, next) =>
      `<?xml version="1.0"?><EnumerationResults ServiceEndpoint="x" ContainerName="lake"><Delimiter>/</Delimiter><Blobs>${keys
        .map(
          key =>
            `<Blob><Name>${key}</Name><Properties><Last-Modified>Thu, 26 Nov 2026 12:00:00 GMT</Last-Modified><Etag>x</Etag><Content-Length>7</Content-Length></Properties></Blob>`,
        )
        .join('')}</Blobs><NextMarker>${
        next ?? ''
      }</NextMarker></EnumerationResults>`,
    pageQuery: [
      { prefix: `${FOLDER}/`, delimiter: '/', marker: null },
      { prefix: `${FOLDER}/`, delimiter: '/', marker: 'more' },
    ],
    error: code =>
      `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${SECRET}</Message></Error>`,
  },
};
