import { applyFixes } from '../fix/applyFixes';
import { lintManifests } from '../lintManifests';

const POD = `apiVersion: v1
kind: Pod
metadata: {name: p, namespace: lake, labels: {pci: no, app: p}}
spec:
  nodeSelector:
    on: spot
    gpu: true
  automountServiceAccountToken: false
  containers:
    - name: x
      image: busybox:1.36
      args: [--port, 8080, "9090", Off]
      env:
        - name: A
          value: yes
        - name: Y
          value: 010
        - {name: B, value: 'yes'}
        - name: C
          value: !!str yes
        - name: D
          value: |-
            on
        - name: E
          value: 2024-01-01
        - name: F
          value: 1:20
        - name: G
          value:
      ports: [{containerPort: 8080}]
`;

function found(text: string, path = 'f.yaml') {
  return lintManifests([{ path, text }], { rules: ['K6'] }).findings.map(
    ({ line, message }) =>
      `${line} ${message.split(/[:,] (?:the API|not)/)[0]}`,
  );
}

describe('what has to be a text, and is none to kubectl', () => {
  it('is found wherever a pod has it, plain only, at its line', () => {
    expect(found(POD)).toEqual([
      '3 metadata.labels.pci: no is a boolean',
      '6 spec.nodeSelector.on: the key on becomes "true" when kubectl reads it (as YAML 1.1)',
      '7 spec.nodeSelector.gpu: true is a boolean',
      '12 spec.containers[0].args[1]: 8080 is a number',
      '12 spec.containers[0].args[3]: Off is a boolean',
      '15 spec.containers[0].env[0].value: yes is a boolean',
      '16 spec.containers[0].env[1].name: Y is a boolean',
      '17 spec.containers[0].env[1].value: 010 is a number',
    ]);
  });

  it('is put into quotes as it is written, and nothing else is touched', () => {
    const { files, result } = applyFixes([{ path: 'f.yaml', text: POD }], {
      rules: ['K6'],
    });
    expect(result.findings).toEqual([]);
    expect(files[0].text).toBe(
      POD.replace('pci: no', 'pci: "no"')
        .replace('on: spot', '"on": spot')
        .replace('gpu: true', 'gpu: "true"')
        .replace(' 8080,', ' "8080",')
        .replace('Off]', '"Off"]')
        .replace('value: yes', 'value: "yes"')
        .replace('name: Y', 'name: "Y"')
        .replace('value: 010', 'value: "010"'),
    );
  });

  it('is a value or key of a ConfigMap; base64 that is a number is not made a text of', () => {
    const text = `apiVersion: v1
kind: ConfigMap
metadata: {name: c}
data:
  1.10: a
  8080: b
  True: c
  port: 8080
binaryData:
  key: 1234
`;
    expect(found(text)).toEqual([
      '5 data.1.1: the key 1.10 becomes another number when kubectl reads it (as YAML 1.1)',
      '7 data.true: the key True becomes "true" when kubectl reads it (as YAML 1.1)',
      '8 data.port: 8080 is a number',
      '10 binaryData.key: 1234 is a number',
    ]);
    expect(
      applyFixes([{ path: 'f.yaml', text }], { rules: ['K6'] }).files[0].text,
    ).toBe(
      text
        .replace('1.10', '"1.10"')
        .replace('True', '"True"')
        .replace('port: 8080', 'port: "8080"'),
    );
  });

  it('is a number in JSON too, and stays JSON when it is fixed', () => {
    const text = JSON.stringify({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'c', annotations: { on: 'yes', 'a/b': true } },
      data: { no: 'off', port: 8080 },
    });
    expect(found(text, 'f.json')).toEqual([
      '1 data.port: 8080 is a number',
      '1 metadata.annotations.a/b: true is a boolean',
    ]);
    const { files } = applyFixes([{ path: 'f.json', text }], {
      rules: ['K6'],
    });
    expect(JSON.parse(files[0].text)).toMatchObject({
      metadata: { annotations: { 'a/b': 'true' } },
      data: { port: '8080' },
    });
  });

  it('is none of the numbers and booleans that Kubernetes wants, nor what it does not know the type of', () => {
    expect(
      found(`apiVersion: batch/v1
kind: Job
metadata: {name: j}
spec:
  podFailurePolicy:
    rules: [{action: Ignore, onExitCodes: {operator: In, values: [1, 2]}}]
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: x
          image: busybox:1.36
          resources: {limits: {cpu: 1, memory: 1000000}}
          livenessProbe: {httpGet: {path: /, port: 8080}}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: h}
spec:
  metrics: [{type: External, external: {metric: {name: q}, target: {type: Value, value: 5}}}]
---
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata: {name: p}
value: 1000
---
apiVersion: example.com/v1
kind: Anything
metadata: {name: a}
spec: {name: 5, env: [{value: on}]}
`),
    ).toEqual([]);
  });

  it('is said without a fix where an anchor has it, for others may want the number', () => {
    const text = `apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  containers:
    - name: x
      image: busybox:1.36
      ports: [{containerPort: &port 8080}]
      env: [{name: PORT, value: *port}]
`;
    expect(found(text)).toEqual([
      '9 spec.containers[0].env[0].value: 8080 is a number',
    ]);
    expect(applyFixes([{ path: 'f.yaml', text }]).files).toEqual([]);
  });
});
