/** How a server of the testbed reaches its object store. */
export interface S3Access {
  /** `http://127.0.0.1:7070`. */
  endpoint: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}
