/** A database server for messages, `PostgreSQL at db.example.com:5432`: who has several must see which one it is. */
export function serverName(
  product: string,
  { host, port }: { host: string; port: number },
): string {
  const isBare = host.includes(':') && !host.startsWith('[');
  return `${product} at ${isBare ? `[${host}]` : host}:${port}`;
}
