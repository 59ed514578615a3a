import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { S3FileIO } from '..';
import { CONTENT } from '../__testUtils__/content';
import { machineWithoutCredentials } from '../__testUtils__/machineWithoutCredentials';
import { SECRET } from '../__testUtils__/storesUnderTest';
import { serve } from '../__testUtils__/TestServer';
import { loadS3Library } from './loadS3Library';

describe('credentials', () => {
  const machine = machineWithoutCredentials();

  beforeAll(() => {
    // Takes its time on a busy machine.
    loadS3Library();
  });

  it('of S3 come from the environment, and it is said what is missing', async () => {
    machine.server.answer(serve(CONTENT));
    process.env.AWS_ENDPOINT_URL_S3 = machine.server.url;
    const warehouses = ['s3://lake'];
    await expect(
      new S3FileIO({ warehouses }).read('s3://lake/x'),
    ).rejects.toMatchObject({
      name: 'StorageConfigError',
      message: expect.stringContaining('set AWS_ACCESS_KEY_ID'),
    });
    expect(machine.server.log).toEqual([]);
    process.env.AWS_ACCESS_KEY_ID = 'key';
    process.env.AWS_SECRET_ACCESS_KEY = SECRET;
    expect(await new S3FileIO({ warehouses }).read('s3://lake/x')).toEqual(
      CONTENT,
    );
    expect(machine.server.requests[0].headers.authorization).toContain(
      'Credential=key/',
    );
    await new S3FileIO({ warehouses, anonymous: true }).read('s3://lake/x');
    expect(machine.server.requests[1].headers.authorization).toBeUndefined();
    delete process.env.AWS_ENDPOINT_URL_S3;
    await expect(
      new S3FileIO({ warehouses }).read('s3://lake/x'),
    ).rejects.toMatchObject({
      message: expect.stringContaining('set AWS_REGION'),
    });
  });

  it('of S3 come from a profile with its region, also where there is an endpoint', async () => {
    machine.server.answer(serve(CONTENT));
    process.env.AWS_CONFIG_FILE = join(machine.folder, 'config');
    process.env.AWS_SHARED_CREDENTIALS_FILE = join(
      machine.folder,
      'credentials',
    );
    writeFileSync(
      process.env.AWS_CONFIG_FILE,
      '[profile lake]\nregion = eu-central-2\n[profile bare]\noutput = json\n',
    );
    writeFileSync(
      process.env.AWS_SHARED_CREDENTIALS_FILE,
      ['lake', 'bare']
        .map(
          name =>
            `[${name}]\naws_access_key_id = key-of-${name}\naws_secret_access_key = ${SECRET}\n`,
        )
        .join(''),
    );
    const read = async (options: { profile: string; region?: string }) => {
      await new S3FileIO({
        ...{
          warehouses: ['s3://lake'],
          endpoint: machine.server.url,
          ...options,
        },
      }).read('s3://lake/x');
      return /Credential=(\S+?)\/\d+\/(\S+?)\//
        .exec(String(machine.server.requests.at(-1)?.headers.authorization))
        ?.slice(1);
    };
    expect(await read({ profile: 'lake' })).toEqual([
      'key-of-lake',
      'eu-central-2',
    ]);
    expect(await read({ profile: 'lake', region: 'eu-north-1' })).toEqual([
      'key-of-lake',
      'eu-north-1',
    ]);
    expect(await read({ profile: 'bare' })).toEqual([
      'key-of-bare',
      'us-east-1',
    ]);
  });

  it('of S3 come from a web identity, as EKS gives one, by way of STS', async () => {
    const asked: string[] = [];
    machine.server.answer((request, response, count) => {
      if (request.method !== 'POST') {
        serve(CONTENT)(request, response, count);
        return;
      }
      let body = '';
      request.on('data', chunk => (body += chunk));
      request.on('end', () => {
        asked.push(body);
        response
          .writeHead(200, { 'content-type': 'text/xml' })
          .end(
            `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>key-of-the-role</AccessKeyId><SecretAccessKey>${SECRET}</SecretAccessKey><SessionToken>session-of-the-role</SessionToken><Expiration>${new Date(
              Date.now() + 3_600_000,
            ).toISOString()}</Expiration></Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`,
          );
      });
    });
    process.env.AWS_WEB_IDENTITY_TOKEN_FILE = join(
      machine.folder,
      'web-identity',
    );
    writeFileSync(process.env.AWS_WEB_IDENTITY_TOKEN_FILE, 'token-of-the-pod');
    process.env.AWS_ROLE_ARN = 'arn:aws:iam::123456789012:role/portal';
    process.env.AWS_ENDPOINT_URL_STS = machine.server.url;
    process.env.AWS_REGION = 'eu-central-2';
    const io = new S3FileIO({
      ...{ warehouses: ['s3://lake'], endpoint: machine.server.url },
    });
    expect(await io.read('s3://lake/x')).toEqual(CONTENT);
    await io.read('s3://lake/y');
    expect(asked).toHaveLength(1);
    expect(Object.fromEntries(new URLSearchParams(asked[0]))).toMatchObject({
      Action: 'AssumeRoleWithWebIdentity',
      RoleArn: 'arn:aws:iam::123456789012:role/portal',
      WebIdentityToken: 'token-of-the-pod',
    });
    const { headers } = machine.server.requests.at(-1)!;
    expect(headers).toMatchObject({
      authorization: expect.stringContaining('Credential=key-of-the-role/'),
      'x-amz-security-token': 'session-of-the-role',
    });
  });

  it('of S3: a bucket elsewhere is named', async () => {
    machine.server.answer((_, response) =>
      response
        .writeHead(301, { 'x-amz-bucket-region': 'eu-west-1' })
        .end('<Error><Code>PermanentRedirect</Code></Error>'),
    );
    const io = new S3FileIO({
      warehouses: ['s3://lake'],
      endpoint: machine.server.url,
      anonymous: true,
    });
    await expect(io.read('s3://lake/x')).rejects.toMatchObject({
      message: expect.stringContaining('the bucket is in region eu-west-1'),
    });
  });
});
