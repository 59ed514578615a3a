import { type Answers, orNothing, withoutEmpty } from './Answers';

/** `spec.trino`. */
export function trinoFromForm(answers: Answers): unknown {
  return orNothing({
    version: answers.get('trinoVersion'),
    coordinator: orNothing({
      cpu: answers.get('coordinatorCpu'),
      memory: answers.get('coordinatorMemory'),
    }),
    worker: orNothing({
      cpu: answers.get('workerCpu'),
      memory: answers.get('workerMemory'),
    }),
    workers: answers.get('workers'),
    autoscaling: autoscaling(answers),
    faultTolerant: answers.get('faultTolerant'),
    authentication: authentication(answers),
    tls: tls(answers),
    ingress: ingress(answers),
    catalogs: catalogs(answers),
  });
}

function autoscaling(answers: Answers): unknown {
  const by = answers.get('autoscaling');
  if (by === undefined || by === 'none') return undefined;
  return withoutEmpty({
    by,
    maxWorkers: answers.get('maxWorkers'),
    ...(by === 'keda'
      ? { prometheus: answers.get('prometheus') }
      : { cpuPercent: answers.get('cpuPercent') }),
  });
}

function authentication(answers: Answers): unknown {
  const type = answers.get('authentication');
  if (type === undefined) return undefined;
  return withoutEmpty({
    type,
    passwordFile:
      type === 'password' ? answers.secret('passwordSecret') : undefined,
  });
}

function tls(answers: Answers): unknown {
  const type = answers.get('tls');
  if (type === undefined || type === 'default') return undefined;
  return withoutEmpty({
    type,
    name: type === 'secret' ? answers.get('tlsSecret') : undefined,
  });
}

/** Its other answers belong to the host: without one there is no ingress. */
function ingress(answers: Answers): unknown {
  const host = answers.get('ingressHost');
  if (host === undefined) return undefined;
  return withoutEmpty({
    host,
    className: answers.get('ingressClass'),
    tlsSecret: answers.get('ingressTlsSecret'),
  });
}

function catalogs(answers: Answers): unknown {
  const tpch = answers.get('tpch');
  const postgres = answers.list('postgresCatalogs');
  if (tpch !== undefined && typeof tpch !== 'boolean') return tpch;
  if (postgres === undefined && tpch === undefined) return undefined;
  if (postgres !== undefined && !Array.isArray(postgres)) return postgres;
  const further = (postgres ?? []).map(row => {
    if (typeof row !== 'object' || row === null) return row;
    const { secret, ...rest } = row as Record<string, unknown>;
    return withoutEmpty({
      type: 'postgresql',
      ...rest,
      credentials: secret ? answers.secretNamed(secret) : undefined,
    });
  });
  return tpch === false
    ? further
    : [{ type: 'tpch', name: 'tpch' }, ...further];
}
