import { z } from 'zod';
import { textOf } from './textOf';

/** Of letters, digits and dashes; a dash is not at its ends. */
const HOST_LABEL = '[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?';
const HOST = `${HOST_LABEL}(\\.${HOST_LABEL})*`;
const DNS_LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const DNS_NAME = `${DNS_LABEL}(\\.${DNS_LABEL})*`;
/** A part of an image's name: single separators between letters and digits. */
const IMAGE_PART = '[a-z0-9]+((\\.|__?|-+)[a-z0-9]+)*';
const REGISTRY_HOST = `${HOST}(:[0-9]{1,5})?`;
/** Without the prefix; the same as the value of a label, which may be empty besides. */
const LABEL_NAME = '[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?';

/** Name of a Kubernetes object (RFC 1123 label). */
export const dnsLabel = textOf(
  new RegExp(`^${DNS_LABEL}$`),
  'must be lower case letters, digits and dashes, and begin and end with a letter or digit',
  63,
);

/** Name of a Secret, ConfigMap, StorageClass… (RFC 1123 subdomain). */
export const dnsName = textOf(
  new RegExp(`^${DNS_NAME}$`),
  'must be lower case letters, digits, dashes and dots, and each part between dots begin and end with a letter or digit',
);

/** A host that a client connects to. */
export const hostName = textOf(
  new RegExp(`^${HOST}$`),
  'must be a host name: letters, digits, dashes and dots, and each part between dots begins and ends with a letter or digit',
);

/** An address without line breaks, spaces or `$`, which begins a reference in Trino's properties; and without a password. */
export const httpUrl = textOf(
  new RegExp(
    `^https?://(${HOST}|\\[[0-9a-fA-F:.]+\\])(:[0-9]{1,5})?([/?#][^\\s$]*)?$`,
  ),
  'must be an address that begins with http:// or https:// and a host, without user or password',
  500,
);

/** A reference to an image, as the runtime of a cluster parses it. */
export const image = textOf(
  new RegExp(
    `^(${REGISTRY_HOST}/)?${IMAGE_PART}(/${IMAGE_PART})*(:\\w[\\w.-]{0,127}(@sha256:[a-f0-9]{64})?|@sha256:[a-f0-9]{64})$`,
  ),
  'must be the name of an image, with a tag or digest, for example registry.example.com/own/trino:483',
  400,
);

/** Where images are, without a scheme: a host, with a folder if there is one. */
export const registry = textOf(
  new RegExp(`^${REGISTRY_HOST}(/${IMAGE_PART})*/?$`),
  'must be a registry without http://, for example registry.example.com/mirror',
);

/** Labels of objects or nodes. */
export const labels = z
  .record(
    textOf(
      // The prefix is a name of its own, of 253 characters at most.
      new RegExp(`^((?=[^/]{1,253}/)${DNS_NAME}/)?${LABEL_NAME}$`),
      'is no name of a label',
      317,
    ),
    textOf(new RegExp(`^(${LABEL_NAME})?$`), 'is no value of a label', 63),
  )
  .refine(record => Object.keys(record).length <= 32, 'has more than 32 labels')
  .meta({ maxProperties: 32 });
