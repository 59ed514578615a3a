import type { SystemConnections, SystemName } from './connections';

/** A system that runs: how to reach it, and how to end it. */
export interface RunningSystem<N extends SystemName = SystemName> {
  connection: SystemConnections[N];
  stop(): Promise<void>;
}

/** What a system gets when it starts. */
export interface SystemContext {
  /** A folder of its own, which goes when it has stopped. */
  directory: string;
  /** Of those that it needs: they run already. */
  connection<N extends SystemName>(name: N): SystemConnections[N];
}

/** A system of the testbed, and what has to be known of it before it is started. */
export interface System<N extends SystemName = SystemName> {
  title: string;
  /** Those that it can't run without; they are started with it. */
  needs: SystemName[];
  /** What is fetched at first, and where from. */
  fetched: string;
  /** How what is fetched is checked. */
  verified: string;
  /** What has to be on the machine, besides Node. */
  prerequisites: string[];
  start(context: SystemContext): Promise<RunningSystem<N>>;
}

/** What Maven checks. */
export const VERIFIED_BY_MAVEN =
  "each file's checksum, as Maven Central publishes it (mvn --strict-checksums)";
/** What Go checks. */
export const VERIFIED_BY_GO =
  'each module against Go’s checksum database, unless GONOSUMDB or GOSUMDB=off excludes it';
/** What npm checks. */
export const VERIFIED_BY_NPM =
  "each package's integrity (SHA-512), as the npm registry publishes it";
/** What is checked of a system that is built from its source. */
export const VERIFIED_AS_SOURCE =
  'the commit of its source, which git knows by its content; libraries as Maven Central publishes them (mvn --strict-checksums)';
