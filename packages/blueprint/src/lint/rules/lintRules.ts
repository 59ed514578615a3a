import type { LintRule } from '../model/LintRule';
import { openToEveryone } from './a1-open-to-everyone';
import { shadowedRule } from './a2-shadowed-rule';
import { invalidRuleValue } from './a3-invalid-rule-value';
import { patternMatchesNoCatalog } from './a4-pattern-matches-no-catalog';
import { groupWithoutProvider } from './a5-group-without-provider';
import { tableRuleBehindClosedCatalog } from './a6-table-rule-behind-closed-catalog';
import { lockedOut } from './a7-locked-out';
import { openMetadataTables } from './a8-open-metadata-tables';
import { secretInPlainText } from './c1-secret-in-plain-text';
import { secretInFile } from './c2-secret-in-file';
import { hiveUnreadEnvironment } from './h1-hive-unread-environment';
import { hiveEntrypointReplaced } from './h2-hive-entrypoint-replaced';
import { hiveInitSchemaFlags } from './h3-hive-init-schema-flags';
import { hiveNoJdbcDriver } from './h4-hive-no-jdbc-driver';
import { hiveNoObjectStore } from './h5-hive-no-object-store';
import { hiveSchemaRace } from './h6-hive-schema-race';
import { hiveClients } from './h7-hive-clients';
import { hiveTrinoPair } from './h8-hive-trino-pair';
import { hiveUnprepared } from './h9-hive-unprepared';
import { deadImage } from './i1-dead-image';
import { floatingImage } from './i2-floating-image';
import { replicasOfAutoscaled } from './k1-replicas-of-autoscaled';
import { budgetBlocksDrain } from './k2-budget-blocks-drain';
import { removedApiVersion } from './k3-removed-api-version';
import { objectTwice } from './k4-object-twice';
import { duplicateKey } from './k5-duplicate-key';
import { noText } from './k6-no-text';
import { singleNodeMemoryOverHeap } from './l1-single-node-memory-over-heap';
import { jdbcCatalogIncomplete } from './l2-jdbc-catalog-incomplete';
import { jdbcTablesMissing } from './l3-jdbc-tables-missing';
import { sharedMetadataDatabase } from './l4-shared-metadata-database';
import { jdbcCatalogLimits } from './l5-jdbc-catalog-limits';
import { heapOverLimit } from './m1-heap-over-limit';
import { servicePort } from './p1-service-port';
import { addressPort } from './p2-address-port';
import { probePort } from './p3-probe-port';
import { trinoPort } from './p4-trino-port';
import { missingConfigMap } from './r1-missing-config-map';
import { missingSecret } from './r2-missing-secret';
import { missingClaim } from './r3-missing-claim';
import { missingServiceAccount } from './r4-missing-service-account';
import { missingService } from './r5-missing-service';
import { selectorMatchesNothing } from './r6-selector-matches-nothing';
import { overlappingSelectors } from './r7-overlapping-selectors';
import { selectorOfOtherPods } from './r8-selector-of-other-pods';
import { missingBackend } from './r9-missing-backend';
import { missingIngressSecret } from './r10-missing-ingress-secret';
import { missingScaleTarget } from './r11-missing-scale-target';
import { missingRole } from './r12-missing-role';
import { missingSubject } from './r13-missing-subject';
import { missingGoverningService } from './r14-missing-governing-service';
import { missingVolume } from './r15-missing-volume';
import { missingKey } from './r16-missing-key';
import { clientArguments } from './s1-client-arguments';
import { storeReadiness } from './s2-store-readiness';
import { ephemeralStore } from './s3-ephemeral-store';
import { rootCredentials } from './s4-root-credentials';
import { minioImage } from './s5-minio-image';
import { postgresVolume } from './s6-postgres-volume';
import { impatientJob } from './s7-impatient-job';
import { defunctQueryMemory } from './t1-defunct-query-memory';
import { workerShutdown } from './t10-worker-shutdown';
import { coordinatorDiscovery } from './t11-coordinator-discovery';
import { noAuthentication } from './t12-no-authentication';
import { secretInTrinoConfig } from './t13-secret-in-trino-config';
import { missingDatabase } from './t14-missing-database';
import { unusedEnvironment } from './t15-unused-environment';
import { serviceSelectsSeveral } from './t16-service-selects-several';
import { unpreparedWorkload } from './t17-unprepared-workload';
import { datedRuntime } from './t18-dated-runtime';
import { queryMemoryOverHeap } from './t2-query-memory-over-heap';
import { noFileSystem } from './t3-no-file-system';
import { missingRulesFile } from './t4-missing-rules-file';
import { unknownRuleKey } from './t5-unknown-rule-key';
import { noCatchAll } from './t6-no-catch-all';
import { rulesNeverRefreshed } from './t7-rules-never-refreshed';
import { nodeId } from './t8-node-id';
import { readinessByInfo } from './t9-readiness-by-info';
import { propertyOfOtherVersion } from './v1-property-of-other-version';
import { unknownProperty } from './v2-unknown-property';

/**
 * Every rule, in the order of the documentation.
 * @public
 */
export const LINT_RULES: readonly LintRule[] = [
  defunctQueryMemory, // T1
  queryMemoryOverHeap, // T2
  noFileSystem, // T3
  missingRulesFile, // T4
  unknownRuleKey, // T5
  noCatchAll, // T6
  rulesNeverRefreshed, // T7
  nodeId, // T8
  readinessByInfo, // T9
  workerShutdown, // T10
  coordinatorDiscovery, // T11
  noAuthentication, // T12
  secretInTrinoConfig, // T13
  missingDatabase, // T14
  unusedEnvironment, // T15
  serviceSelectsSeveral, // T16
  unpreparedWorkload, // T17
  datedRuntime, // T18
  singleNodeMemoryOverHeap, // L1
  jdbcCatalogIncomplete, // L2
  jdbcTablesMissing, // L3
  sharedMetadataDatabase, // L4
  jdbcCatalogLimits, // L5
  hiveUnreadEnvironment, // H1
  hiveEntrypointReplaced, // H2
  hiveInitSchemaFlags, // H3
  hiveNoJdbcDriver, // H4
  hiveNoObjectStore, // H5
  hiveSchemaRace, // H6
  hiveClients, // H7
  hiveTrinoPair, // H8
  hiveUnprepared, // H9
  clientArguments, // S1
  storeReadiness, // S2
  ephemeralStore, // S3
  rootCredentials, // S4
  minioImage, // S5
  postgresVolume, // S6
  impatientJob, // S7
  openToEveryone, // A1
  shadowedRule, // A2
  invalidRuleValue, // A3
  patternMatchesNoCatalog, // A4
  groupWithoutProvider, // A5
  tableRuleBehindClosedCatalog, // A6
  lockedOut, // A7
  openMetadataTables, // A8
  propertyOfOtherVersion, // V1
  unknownProperty, // V2
  missingConfigMap, // R1
  missingSecret, // R2
  missingClaim, // R3
  missingServiceAccount, // R4
  missingService, // R5
  selectorMatchesNothing, // R6
  overlappingSelectors, // R7
  selectorOfOtherPods, // R8
  missingBackend, // R9
  missingIngressSecret, // R10
  missingScaleTarget, // R11
  missingRole, // R12
  missingSubject, // R13
  missingGoverningService, // R14
  missingVolume, // R15
  missingKey, // R16
  servicePort, // P1
  addressPort, // P2
  probePort, // P3
  trinoPort, // P4
  deadImage, // I1
  floatingImage, // I2
  secretInPlainText, // C1
  secretInFile, // C2
  replicasOfAutoscaled, // K1
  budgetBlocksDrain, // K2
  removedApiVersion, // K3
  objectTwice, // K4
  duplicateKey, // K5
  noText, // K6
  heapOverLimit, // M1
];
