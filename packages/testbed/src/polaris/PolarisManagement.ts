import type { S3Access } from '../rest/S3Access';

/** What a Polaris of the testbed is set up with, by its own API. */
export class PolarisManagement {
  /** As the administrator of the realm. @throws Error with the answer. */
  static async connect(options: {
    url: string;
    clientId: string;
    clientSecret: string;
  }): Promise<PolarisManagement> {
    const { url, clientId, clientSecret } = options;
    const response = await fetch(`${url}/api/catalog/v1/oauth/tokens`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: clientSecret,
        scope: 'PRINCIPAL_ROLE:ALL',
      }),
    });
    if (!response.ok)
      throw new Error(`Polaris gave no token: ${await response.text()}`);
    const { access_token: token } = (await response.json()) as {
      access_token: string;
    };
    return new PolarisManagement(url, token);
  }

  private constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  /** A catalog in a store that speaks STS but has no keys for encryption, whose contents the administrator may manage. */
  async createCatalog(options: {
    name: string;
    location: string;
    s3: S3Access;
  }): Promise<void> {
    const { name, location, s3 } = options;
    await this.call('POST', 'catalogs', {
      catalog: {
        ...{ name, type: 'INTERNAL' },
        properties: { 'default-base-location': location },
        storageConfigInfo: {
          ...{ storageType: 'S3', allowedLocations: [location] },
          ...{ endpoint: s3.endpoint, region: s3.region },
          pathStyleAccess: true,
          // MinIO looks at nothing of it but its form.
          roleArn: 'arn:aws:iam::000000000000:role/lake',
          // Else it asks for rights to a KMS besides, and MinIO refuses all.
          kmsUnavailable: true,
        },
      },
    });
    await this.call(
      'PUT',
      `principal-roles/service_admin/catalog-roles/${name}`,
      {
        catalogRole: { name: 'catalog_admin' },
      },
    );
    await this.grant(name, 'catalog_admin', 'CATALOG_MANAGE_CONTENT');
  }

  /** Somebody who may do this in a catalog, and nothing else. */
  async createPrincipal(options: {
    name: string;
    catalog: string;
    privileges: string[];
  }): Promise<{ clientId: string; clientSecret: string }> {
    const { name, catalog, privileges } = options;
    const { credentials } = (await this.call('POST', 'principals', {
      principal: { name },
    })) as { credentials: { clientId: string; clientSecret: string } };
    await this.call('POST', 'principal-roles', { principalRole: { name } });
    await this.call('PUT', `principals/${name}/principal-roles`, {
      principalRole: { name },
    });
    await this.call('POST', `catalogs/${catalog}/catalog-roles`, {
      catalogRole: { name },
    });
    await this.call('PUT', `principal-roles/${name}/catalog-roles/${catalog}`, {
      catalogRole: { name },
    });
    for (const privilege of privileges)
      await this.grant(catalog, name, privilege);
    return credentials;
  }

  private async grant(
    catalog: string,
    role: string,
    privilege: string,
  ): Promise<void> {
    await this.call('PUT', `catalogs/${catalog}/catalog-roles/${role}/grants`, {
      grant: { type: 'catalog', privilege },
    });
  }

  private async call(
    method: string,
    path: string,
    body: object,
  ): Promise<unknown> {
    const response = await fetch(`${this.url}/api/management/v1/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok)
      throw new Error(
        `Polaris answered ${response.status} to ${path}: ${text}`,
      );
    return text && JSON.parse(text);
  }
}
