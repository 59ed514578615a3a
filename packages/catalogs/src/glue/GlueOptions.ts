/** How AWS Glue is asked. */
export interface GlueOptions {
  /** Left out: that of the environment (`AWS_REGION`) or of the profile. */
  region?: string;
  /** Base URL of a service that is not in the region’s usual place: a VPC endpoint, a server for tests. */
  endpoint?: string;
  /** Account whose catalog is read, where it is not the caller’s own: twelve digits. */
  catalogId?: string;
  /** Left out: the usual chain of environment variables, profiles, web identity and instance roles. */
  credentials?: {
    accessKeyId: string;
    secretAccessKey: string;
    sessionToken?: string;
  };
  /** Profile of `~/.aws`, for the chain. */
  profile?: string;
  /** Role that is assumed with these credentials, and what its trust policy may ask for. */
  role?: { arn: string; externalId?: string };
  /** Tries of a request that is throttled or fails in a way that may pass, 1 to 20; 5 when left out. */
  attempts?: number;
  /** A request is given up after so long, in milliseconds; 30,000 when left out. */
  requestTimeoutMs?: number;
}
