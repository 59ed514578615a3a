import { rootCertificates } from 'node:tls';
import { trustOf } from './trustOf';

const NAMES = ['lake-trino.lake.svc', 'trino.example.com', 'lake-trino'];

/** For trino.example.com and lake-trino. */
const OF_TWO_NAMES = `-----BEGIN CERTIFICATE-----
MIIBojCCAUegAwIBAgIUHtkgyESLXneEu3+RQXYItMl2XK0wCgYIKoZIzj0EAwIw
EDEOMAwGA1UEAwwFdHJpbm8wIBcNMjYxMTI3MDQxOTExWhgPMjEyNjExMDMwNDE5
MTFaMBAxDjAMBgNVBAMMBXRyaW5vMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE
lzZEwRyRAc3XoGaUkGsipg/Vfne2S1NFSf1APWjfoXHfMEKL9D6edO5ZZ0gT8pLD
M5mQSLxpxsfpZbrSgBA2GaN9MHswHQYDVR0OBBYEFKnQHQeEJIyxFkztIOfdl1P/
yNoIMB8GA1UdIwQYMBaAFKnQHQeEJIyxFkztIOfdl1P/yNoIMA8GA1UdEwEB/wQF
MAMBAf8wKAYDVR0RBCEwH4IRdHJpbm8uZXhhbXBsZS5jb22CCmxha2UtdHJpbm8w
CgYIKoZIzj0EAwIDSQAwRgIhAMeys0Pl7XsVZt9UDych3fdPbWEjneocSlhyMc/T
7jbBAiEAwxAEhETX3Q1wcSCpYXXW8me466kQVL9Hni2n8UwJeYg=
-----END CERTIFICATE-----
`;

/** For *.data.example.com. */
const OF_OTHERS = `-----BEGIN CERTIFICATE-----
MIIBlTCCATygAwIBAgIUa30JPOK7tU2z6FK9C2+q97ExANcwCgYIKoZIzj0EAwIw
EDEOMAwGA1UEAwwFdHJpbm8wIBcNMjYxMTI3MDQxOTExWhgPMjEyNjExMDMwNDE5
MTFaMBAxDjAMBgNVBAMMBXRyaW5vMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE
LtQUSEUIEeNVOu9bhnHMs/pz0sjZkntUgWX7DrNav0ge254fldKL8hgt+VX18XgS
ihMezHBE9nZC7UGFKJJxg6NyMHAwHQYDVR0OBBYEFNLumRA0h6kARzv+xf4gTFby
95xUMB8GA1UdIwQYMBaAFNLumRA0h6kARzv+xf4gTFby95xUMA8GA1UdEwEB/wQF
MAMBAf8wHQYDVR0RBBYwFIISKi5kYXRhLmV4YW1wbGUuY29tMAoGCCqGSM49BAMC
A0cAMEQCIGlp44FG5wedBrGMVFrMpQjevocYebVoD1/ZMpIYI08KAiBPDSC/NBRn
+67/XLJTsUZx6UwDr2frlVqO0eqlPOflmg==
-----END CERTIFICATE-----
`;

const trusted = (values: Record<string, string>) =>
  trustOf(
    { secret: 'any', keys: ['ca.crt', 'tls.crt'], names: NAMES },
    key => values[key],
  );

describe('What is trusted of a Trino whose certificate is in a Secret', () => {
  it('is the authority that lies there, and no other, for the first of the names that the certificate is for', () => {
    expect(trusted({ 'ca.crt': 'authority', 'tls.crt': OF_TWO_NAMES })).toEqual(
      { ca: 'authority', serverName: 'trino.example.com' },
    );
  });

  it('is what everybody trusts where it names no authority; a certificate for another name is asked for by that', () => {
    const { ca, serverName } = trusted({ 'tls.crt': OF_OTHERS })!;
    expect(ca).toContain(OF_OTHERS);
    expect(ca).toContain(rootCertificates[0]);
    expect(serverName).toBe('any.data.example.com');
  });

  it('is nothing where there is no certificate', () => {
    expect(trusted({})).toBeUndefined();
  });
});
