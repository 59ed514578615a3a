import type { Container } from '../objects/Container';

/** Images of Hive, MinIO and PostgreSQL, by repository. */
export const HIVE = /(^|\/)hive(-metastore)?$/;
export const OFFICIAL_HIVE = /^apache\/hive$/;
export const MINIO = /(^|\/)minio$/;
export const MINIO_CLIENT = /^(minio\/mc|bitnami(legacy)?\/minio-client)$/;
export const POSTGRES = /(^|\/)(postgres|postgresql)$/;

/** Whether a container's image is of a repository. */
export function isImage(
  container: Pick<Container, 'image'>,
  repository: RegExp,
): boolean {
  return (
    container.image !== undefined && repository.test(container.image.repository)
  );
}
