import { fetchTrino, TRINO_VERSION } from '../../../trino';
import { findJava } from '../../../trino/findJava';
import type { LocalImage } from '../LocalImage';
import { SHELL_PROGRAMS } from './shell';

/** As in the image that Trino publishes. */
const RUN_TRINO = `#!/bin/bash
set -euo pipefail
launcher_opts=(--etc-dir /etc/trino)
if ! grep -s -q 'node.id' /etc/trino/node.properties; then
    launcher_opts+=("-Dnode.id=\${HOSTNAME}")
fi
exec /usr/lib/trino/bin/launcher run "\${launcher_opts[@]}" "$@"
`;

/** As in the image that Trino publishes; without what it does for debugging. */
const HEALTH_CHECK = `#!/bin/bash
set -euo pipefail
function get_property() {
    grep "^$1=" "$2" | cut -d'=' -f2
}
scheme=http
port=8080
config=/etc/trino/config.properties
if [ "$(get_property 'http-server.https.enabled' "$config")" == "true" ]; then
    scheme=https
    port=$(get_property 'http-server.https.port' "$config")
else
    port=$(get_property 'http-server.http.port' "$config")
fi
endpoint="$scheme://localhost:$port/v1/info"
info=$(curl --fail --silent --show-error "$endpoint" --insecure)
grep -q '"starting":\\s*false' <<< "$info"
`;

/**
 * Trino with the connectors that the testbed has (Iceberg, TPC-H), in place of `trinodb/trino`: the same paths, user,
 * entrypoint and health check; the JDK is this machine's. Fetched on first use.
 *
 * @throws MissingPrerequisiteError without Maven or a JDK of at least 24.
 */
export async function trinoImage(
  name: string = `trinodb/trino:${TRINO_VERSION}`,
): Promise<LocalImage> {
  return {
    name,
    files: {
      '/usr/lib/jvm/jdk': findJava(24),
      '/usr/lib/trino': await fetchTrino(),
    },
    texts: {
      '/usr/lib/trino/bin/run-trino': { text: RUN_TRINO, executable: true },
      '/usr/lib/trino/bin/health-check': {
        text: HEALTH_CHECK,
        executable: true,
      },
    },
    programs: [...SHELL_PROGRAMS, 'base64', 'curl', 'sha256sum'],
    user: { name: 'trino', uid: 1000, gid: 1000, home: '/home/trino' },
    writable: ['/data/trino', '/home/trino'],
    entrypoint: ['/usr/lib/trino/bin/run-trino'],
    env: { JAVA_HOME: '/usr/lib/jvm/jdk', LANG: 'en_US.UTF-8' },
  };
}
