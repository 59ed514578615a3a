import type { Lakehouse } from '../../document';
import { nameOf } from '../model/metadata';
import { generatedSecrets, generatesPassword } from './generatedSecrets';
import { SECRET_FUNCTIONS } from './secretFunctions';

/** Of PBKDF2. The password is 32 random letters and digits: nobody guesses it, however fast; Trino computes it at each login. */
const ITERATIONS = 100_000;

/** Runs as `java Hash.java`: the JDK of Trino's image, so that no other image is needed. */
export const HASH_PROGRAM = `import java.io.*;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Prints the hash of a password as Trino's password file has it: iterations:salt:hash, of HMAC-SHA1. */
public class Hash {
    public static void main(String[] args) throws Exception {
        char[] password = new BufferedReader(new InputStreamReader(System.in)).readLine().toCharArray();
        byte[] salt = new byte[16];
        new SecureRandom().nextBytes(salt);
        byte[] hash = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA1")
            .generateSecret(new PBEKeySpec(password, salt, ${ITERATIONS}, 256)).getEncoded();
        HexFormat hex = HexFormat.of();
        System.out.println(${ITERATIONS} + ":" + hex.formatHex(salt) + ":" + hex.formatHex(hash));
    }
}
`;

/**
 * The script that makes the Secrets: each with one request, so that there is none that is half made, and one that is there
 * already (409) is left as it is. Values stay in the pod: they are in no argument, no log and no file outside its memory.
 */
export function secretsScript(lakehouse: Lakehouse): string {
  const parts = generatedSecrets(lakehouse).map(
    ({ name, keys }) =>
      `create ${name} ${Object.entries(keys)
        .map(([key, value]) =>
          value === 'random' ? `${key} "$(random)"` : `${key} '${value.text}'`,
        )
        .join(' ')}`,
  );
  if (generatesPassword(lakehouse))
    parts.push(
      MAKE_PASSWORD,
      `create ${nameOf(
        lakehouse,
        'trino-users',
      )} username admin password "$password" password.db "admin:$hash"`,
    );
  if (lakehouse.trino.tls.type === 'generated')
    parts.push(
      makeCertificate(lakehouse),
      `create ${nameOf(
        lakehouse,
        'trino-tls',
      )} keystore-password "$store_password" keystore.p12 @/tmp/server.p12 ca.crt @/tmp/ca.crt`,
    );
  return `#!/bin/bash
# Makes the Secrets of the lakehouse that are not there yet. Safe to run again.
${SECRET_FUNCTIONS}
${parts.join('\n')}
`;
}

/** Sets `password`, and `hash`, what Trino compares it with. */
export const MAKE_PASSWORD = `password="$(random)"
hash="$(java -XX:TieredStopAtLevel=1 /scripts/Hash.java <<< "$password")"`;

/** Makes /tmp/server.p12, a key store with a certificate that is signed by itself, and /tmp/ca.crt, that certificate for clients. */
export function makeCertificate(lakehouse: Lakehouse): string {
  const service = nameOf(lakehouse, 'trino');
  const names = [
    service,
    `${service}.${lakehouse.namespace}`,
    `${service}.${lakehouse.namespace}.svc`,
    `${service}.${lakehouse.namespace}.svc.cluster.local`,
    'localhost',
    ...(lakehouse.trino.ingress ? [lakehouse.trino.ingress.host] : []),
  ];
  return `store_password="$(random)"
printf '%s' "$store_password" > /tmp/store-password
keytool -genkeypair -alias trino -keyalg EC -groupname secp256r1 -validity 3650 -dname 'CN=${service}' \\
  -ext 'SAN=${names
    .map(name => `dns:${name}`)
    .join(',')},ip:127.0.0.1' -storetype PKCS12 \\
  -keystore /tmp/server.p12 -storepass:file /tmp/store-password
keytool -exportcert -rfc -alias trino -keystore /tmp/server.p12 -storepass:file /tmp/store-password -file /tmp/ca.crt`;
}
