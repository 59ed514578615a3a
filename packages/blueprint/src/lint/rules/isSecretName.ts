/** Whether a property or variable of this name holds a secret. */
export function isSecretName(name: string): boolean {
  if (
    /(file|path|type|name|enabled|provider|url|uri|ttl|timeout|period|size|claim|field|issuer|audience|location)$/i.test(
      name,
    )
  )
    return false;
  return /(password|passwd|secret([-_.]?(access)?[-_.]?key)?$|shared-secret|secret-key|access[-_.]key([-_.]?id)?$|api[-_.]?key|token$|credential|private[-_.]key|client[-_.]secret|_pass$|\.pass$|_pwd$)/i.test(
    name,
  );
}

/** Whether a value is a literal, and not a reference to the environment, a file or another variable. */
export function isLiteralSecret(value: string): boolean {
  const text = value.trim();
  return (
    text !== '' &&
    !/^[$%][({]|^\$\w|[$]\{(ENV|env|file|secret)|^jceks:|^urn:nessie-secret:|^<.*>$|^\{\{|^\{\w+\}$/.test(
      text,
    ) &&
    !/^(true|false|none|null|-?\d{1,2})$/i.test(text)
  );
}
