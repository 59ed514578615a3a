import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MissingPrerequisiteError } from '../MissingPrerequisiteError';
import { runCommand } from '../processes';

const DAYS = '2';

/** Paths of a certificate and its key, in PEM. */
export interface CertificatePaths {
  certificate: string;
  key: string;
}

/** By which somebody is known, and the proof: both in PEM. */
export interface ClientCertificate {
  certificate: string;
  key: string;
}

/** An authority of the testbed and what it signed, in a folder that nobody else may read. Valid for two days. */
export class Certificates {
  /**
   * Makes an authority.
   *
   * @throws MissingPrerequisiteError without OpenSSL 3.
   */
  static async create(directory: string, name: string): Promise<Certificates> {
    const version = await runCommand('openssl', ['version'], {
      timeoutMs: 60_000,
    }).catch(error => String(error.message));
    if (!/^OpenSSL [3-9]/.test(version))
      throw new MissingPrerequisiteError(
        `The certificates of Kubernetes are made with OpenSSL 3 or newer (Debian: apt-get install openssl); found: ${version.trim()}`,
      );
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const authority = await makeCertificate(directory, 'ca', {
      subject: { CN: name },
      extensions: [
        'basicConstraints=critical,CA:TRUE',
        'keyUsage=critical,keyCertSign,cRLSign',
        'subjectKeyIdentifier=hash',
      ],
    });
    return new Certificates(directory, authority);
  }

  private constructor(
    readonly directory: string,
    readonly authority: CertificatePaths,
  ) {}

  /** A certificate by which someone is known: `CN` is the name, `O` the group. */
  client(name: string, subject: Subject): Promise<CertificatePaths> {
    return this.#sign(name, subject, ['extendedKeyUsage=clientAuth']);
  }

  /** A certificate of a server, which it may use to ask others too. */
  server(
    name: string,
    subject: Subject,
    alternativeNames: string[],
  ): Promise<CertificatePaths> {
    return this.#sign(name, subject, [
      'extendedKeyUsage=serverAuth,clientAuth',
      `subjectAltName=${alternativeNames.join(',')}`,
    ]);
  }

  #sign(
    name: string,
    subject: Subject,
    extensions: string[],
  ): Promise<CertificatePaths> {
    return makeCertificate(this.directory, name, {
      subject,
      authority: this.authority,
      extensions: [
        'basicConstraints=critical,CA:FALSE',
        'keyUsage=critical,digitalSignature',
        'subjectKeyIdentifier=hash',
        'authorityKeyIdentifier=keyid',
        ...extensions,
      ],
    });
  }
}

/** Of a certificate. */
export interface Subject {
  CN: string;
  /** One group, or more. */
  O?: string | string[];
}

async function makeCertificate(
  directory: string,
  name: string,
  options: {
    subject: Subject;
    extensions: string[];
    authority?: CertificatePaths;
  },
): Promise<CertificatePaths> {
  const paths = {
    certificate: join(directory, `${name}.crt`),
    key: join(directory, `${name}.key`),
  };
  const configuration = join(directory, `${name}.cnf`);
  await writeFile(
    configuration,
    [
      ...['[req]', 'distinguished_name=subject', 'prompt=no'],
      ...['x509_extensions=extensions', '[subject]'],
      ...subjectLines(options.subject),
      ...['[extensions]', ...options.extensions, ''],
    ].join('\n'),
  );
  await runCommand(
    'openssl',
    [
      ...['req', '-x509', '-new', '-nodes', '-newkey', 'ec'],
      ...['-pkeyopt', 'ec_paramgen_curve:prime256v1', '-days', DAYS],
      ...['-config', configuration, '-keyout', paths.key],
      ...['-out', paths.certificate],
      ...(options.authority
        ? [
            '-CA',
            options.authority.certificate,
            '-CAkey',
            options.authority.key,
          ]
        : []),
    ],
    { timeoutMs: 60_000 },
  );
  return paths;
}

/** OpenSSL takes an attribute more than once when each line has a number before it. */
function subjectLines(subject: Subject): string[] {
  return Object.entries(subject).flatMap(([key, values]) =>
    [values].flat().map((value: string, index) => {
      if (!/^[\w.:@/-]+$/.test(value))
        throw new Error(
          `A name in a certificate of the testbed is made of letters, digits and .:@/_-; not ${JSON.stringify(
            value,
          )}`,
        );
      return `${index}.${key}=${value}`;
    }),
  );
}

/** A key without a certificate, in PEM: what service accounts' tokens are signed with. */
export async function makeKey(file: string): Promise<string> {
  await runCommand(
    'openssl',
    [
      ...['ecparam', '-name', 'prime256v1', '-genkey', '-noout'],
      ...['-out', file],
    ],
    { timeoutMs: 60_000 },
  );
  return file;
}
