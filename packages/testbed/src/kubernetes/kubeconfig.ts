import { readFile, writeFile } from 'node:fs/promises';
import type { CertificatePaths } from './Certificates';
import type { KubernetesCredentials } from './KubernetesApi';

/** Which API server, and as whom. */
export interface KubeconfigOptions {
  url: string;
  /** The authority that signed the server's certificate, in PEM. */
  ca: string;
  credentials: KubernetesCredentials;
  /** Where nothing is said: `default`. */
  namespace?: string;
}

/** Writes how a client reaches an API server and who it is, for nobody else to read. JSON is YAML. */
export async function writeKubeconfig(
  file: string,
  { url, ca, credentials, namespace }: KubeconfigOptions,
): Promise<string> {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const kubeconfig = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: 'testbed',
        cluster: { server: url, 'certificate-authority-data': base64(ca) },
      },
    ],
    users: [
      {
        name: 'testbed',
        user:
          'token' in credentials
            ? { token: credentials.token }
            : {
                'client-certificate-data': base64(credentials.certificate),
                'client-key-data': base64(credentials.key),
              },
      },
    ],
    contexts: [
      {
        name: 'testbed',
        context: {
          ...{ cluster: 'testbed', user: 'testbed' },
          ...(namespace && { namespace }),
        },
      },
    ],
    'current-context': 'testbed',
  };
  await writeFile(file, `${JSON.stringify(kubeconfig, undefined, 2)}\n`, {
    mode: 0o600,
  });
  return file;
}

/** What is in the files of a certificate. */
export async function readCertificate(
  paths: CertificatePaths,
): Promise<{ certificate: string; key: string }> {
  return {
    certificate: await readFile(paths.certificate, 'utf8'),
    key: await readFile(paths.key, 'utf8'),
  };
}
