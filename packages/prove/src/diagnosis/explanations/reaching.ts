import type { Explanation } from '../Explanation';

/** The way to Trino, and its door. */
export const REACHING: Explanation[] = [
  {
    when: ({ phase }) => phase === 'dns',
    hop: 'network',
    cause: "The name of Trino's host is not known here.",
    remedy:
      'Check the name for a typing error; a name of a Kubernetes Service (trino.lakehouse.svc) is known only within the cluster.',
  },
  {
    when: ({ phase, code }) => phase === 'tcp' && code === 'ECONNREFUSED',
    hop: 'network',
    cause:
      'Nothing listens at that address: Trino does not run or does not listen yet, the port is another, or its Service has no ready pod.',
    remedy:
      "Check the port (8080, or 8443 with TLS), and whether Trino's pod is ready: kubectl get pods,endpoints",
  },
  {
    when: ({ phase }) => phase === 'tcp',
    hop: 'network',
    cause:
      'No connection came about: a firewall, a NetworkPolicy or a missing route lies between here and Trino.',
    remedy:
      'Try the address from another place; look at NetworkPolicies that select Trino.',
  },
  {
    when: ({ phase }) => phase === 'tls',
    hop: 'network',
    cause:
      "Trino's certificate is not trusted here, is for another name or has expired; or the port does not speak TLS.",
    remedy:
      'Trust the authority that signed it, call Trino by the name that is in the certificate, or use http:// for a port without TLS.',
  },
  {
    when: ({ phase }) => phase === 'exchange',
    hop: 'coordinator',
    cause:
      'The connection broke off or Trino fell silent: the coordinator restarts, was killed for its memory, or the port speaks TLS and was called with http://.',
    remedy:
      'Look whether the coordinator was restarted (kubectl describe pod: OOMKilled?), and at the end of its log.',
  },
  {
    when: ({ status, text }) =>
      status === 403 && /HTTP is not enabled|insecure/i.test(text),
    hop: 'authentication',
    cause:
      'Trino authenticates, and does so over HTTPS only; behind a proxy it does not learn that HTTPS was used.',
    remedy:
      'Call it with https://; behind a proxy that ends TLS set http-server.process-forwarded=true.',
  },
  {
    when: ({ text }) => /cannot impersonate/i.test(text),
    hop: 'rights',
    cause:
      'Who runs the proof may not act for the user whose view it looks at.',
    remedy:
      'Allow it: a rule in the section "impersonation" of the access control file with original_user (who proves) and new_user.',
  },
  {
    when: ({ status }) => status === 401,
    hop: 'authentication',
    cause:
      'User, password or token is wrong or has expired, or none was given.',
    remedy:
      'Check the user and the password (LAKEHOUSE_TRINO_PASSWORD) against the password file or directory that Trino asks.',
  },
  {
    when: ({ status }) => status === 403,
    hop: 'rights',
    cause: 'Trino, or a proxy before it, knows who asks and refuses.',
    remedy: "Check the rules of Trino's access control and of the proxy.",
  },
  {
    when: ({ status }) => status === 406,
    hop: 'coordinator',
    cause:
      'A proxy says that it forwarded the request, and Trino is not told to believe that.',
    remedy: 'Set http-server.process-forwarded=true on the coordinator.',
  },
  {
    when: ({ status = 0 }) => status >= 502 && status <= 504,
    hop: 'coordinator',
    cause:
      'What stands before Trino (ingress, gateway, load balancer) has no coordinator to hand the request to.',
    remedy:
      "Look whether the coordinator's pod is ready, and at the Service's endpoints.",
  },
  {
    when: ({ status, kind }) =>
      status !== undefined || kind === 'TrinoProtocolError',
    hop: 'coordinator',
    cause:
      'What answers at that address is not Trino, or something that asks people to sign in stands before it.',
    remedy:
      'Compare the address with that of Trino: GET /v1/info must answer with JSON that has nodeVersion.',
  },
  {
    when: ({ kind }) => kind === 'TrinoLimitError',
    hop: 'unknown',
    cause:
      'The statement was not over in the time that it may take. Most often the object store or the metadata database does not answer, and Trino tries again and again.',
    remedy:
      "Look up the query in Trino's web interface: which stage stands still, and on which node?",
  },
];
