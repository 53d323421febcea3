/** The parts of an ARN of Step Functions. */
export function parseArn(arn) {
  const [, partition, , region, account, type, machine, name] = (arn ?? '').split(':');
  return { partition, region, account, type, machine, name };
}

export function machineName(arn) {
  const { machine, name } = parseArn(arn);
  return machine ? (name ? `${machine}:${name}` : machine) : arn;
}

/** The machine without its version or alias. */
export function unqualified(arn) {
  return (arn ?? '').split(':').slice(0, 7).join(':');
}

/** The machine of the first execution that a text names, if it names one. */
export function machineOfExecution(text) {
  const [, prefix, machine] = /(arn:aws[a-z-]*:states:[a-z0-9-]+:\d{12}:)execution:([^:\s",]+):/.exec(text) ?? [];
  return machine && `${prefix}stateMachine:${machine}`;
}

export function looksLikeMachine(arn) {
  return /^arn:aws[a-z-]*:states:[a-z0-9-]+:\d{12}:stateMachine:[^:]+(:[^:]+)?$/.test(arn);
}

/** The AWS console of each partition has its own host; only that of `aws` and `aws-cn` leads with the Region. */
function consoleHost(partition, region) {
  switch (partition) {
    case 'aws-cn':
      return `${region}.console.amazonaws.cn`;
    case 'aws-us-gov':
      return 'console.amazonaws-us-gov.com';
    default:
      return `${region}.console.aws.amazon.com`;
  }
}

/** The page of an execution in the AWS console. */
export function consoleLink(executionArn) {
  const { partition, region } = parseArn(executionArn);
  const host = consoleHost(partition, region);
  return `https://${host}/states/home?region=${region}#/v2/executions/details/${encodeURIComponent(executionArn)}`;
}
