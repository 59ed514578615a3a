import { type Answers, withoutEmpty } from './Answers';

/** `spec.storage` with what the chosen kind has. */
export function storageFromForm(answers: Answers): unknown {
  const type = answers.get('storageType');
  if (type === undefined) return undefined;
  const own = (): Record<string, unknown> => {
    switch (type) {
      case 'versitygw':
      case 'seaweedfs':
      case 'rustfs':
      case 'minio':
        return {
          bucket: answers.get('bucket'),
          volume: answers.get('storageVolume'),
        };
      case 'rook-ceph':
        return {
          bucket: answers.get('bucket'),
          endpoint: answers.get('endpoint'),
          storageClass: answers.get('bucketStorageClass'),
        };
      case 's3':
        return {
          bucket: answers.get('bucket'),
          region: answers.get('region'),
          endpoint: answers.get('endpoint'),
          pathStyleAccess: answers.get('pathStyleAccess'),
          credentials: answers.secret('storageSecret'),
          roleArn: answers.get('roleArn'),
        };
      case 'gcs':
        return {
          bucket: answers.get('bucket'),
          project: answers.get('gcsProject'),
          credentials: answers.secret('storageSecret'),
          serviceAccount: answers.get('gcsServiceAccount'),
        };
      case 'azure':
        return {
          account: answers.get('azureAccount'),
          container: answers.get('azureContainer'),
          credentials: answers.secret('storageSecret'),
          clientId: answers.get('azureClientId'),
        };
      default:
        return {};
    }
  };
  return withoutEmpty({ type, prefix: answers.get('prefix'), ...own() });
}
