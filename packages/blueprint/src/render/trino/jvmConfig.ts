import { sizeTrinoNode } from '../../sizing';

/**
 * `jvm.config` of one node; the heap follows from the container's limit. Flags by what Trino's documentation of deployment
 * asks for, and by the Java that each release needs (464: 23, 476: 24, 479: 25).
 */
export function jvmConfig(version: number, memory: string): string {
  const lines = [
    '-server',
    `-Xmx${sizeTrinoNode(memory).heapMiB}M`,
    '-XX:InitialRAMPercentage=25',
    '-XX:+UseG1GC',
    '-XX:G1HeapRegionSize=32M',
    '-XX:+ExplicitGCInvokesConcurrent',
    // Kubernetes replaces a process that is out of memory; one that goes on answers nonsense.
    '-XX:+ExitOnOutOfMemoryError',
    '-XX:-OmitStackTraceInFastThrow',
    '-XX:ReservedCodeCacheSize=512M',
    '-XX:PerMethodRecompilationCutoff=10000',
    '-XX:PerBytecodeRecompilationCutoff=10000',
    '-Djdk.attach.allowAttachSelf=true',
    '-Djdk.nio.maxCachedBufferSize=2000000',
    '-Dfile.encoding=UTF-8',
    '-XX:+EnableDynamicAgentLoading',
    '--enable-native-access=ALL-UNNAMED',
    // Java 24 warns of each use.
    ...(version >= 476 ? ['--sun-misc-unsafe-memory-access=allow'] : []),
    // Vectorised reading of Parquet and of pages.
    ...(version >= 476 ? ['--add-modules=jdk.incubator.vector'] : []),
  ];
  return `${lines.join('\n')}\n`;
}
