/** Which field of the form shows the faults at a JSON pointer. The first match wins. */
const PLACES = [
  ['/stateMachineArn', 'machine'],
  ['/filter/statuses', 'statuses'],
  ['/filter/executionArns', 'executionArns'],
  ['/filter/startedAfter', 'after'],
  ['/filter/startedBefore', 'before'],
  ['/filter/stoppedAfter', 'after'],
  ['/filter/stoppedBefore', 'before'],
  ['/filter/namePrefix', 'namePrefix'],
  ['/filter/errors', 'errors'],
  ['/filter/inputMatches', 'inputMatches'],
  ['/filter', 'statuses'],
  ['/target', 'target'],
  ['/limits/afterCanary', 'canary'],
];

const OWN = ['mode', 'attempt', 'order', 'follow', 'distinctBy', 'skipSuperseded', 'inputTransform', 'includeReplayed', 'reason'];

function placeOf(pointer = '') {
  const found = PLACES.find(([prefix]) => pointer === prefix || pointer.startsWith(`${prefix}/`));
  if (found) {
    return found[1];
  }
  const [, first, second] = pointer.split('/');
  return first === 'limits' ? second : OWN.find((each) => each === first);
}

/** Problems about the state machine as a whole; they stand at its field, too. */
const ABOUT_MACHINE = new Set(['state-machine-not-found', 'state-machine-type-not-supported', 'state-machine-not-allowed']);

/** Problems with the lines of a file of executions; they stand at the file. */
const ABOUT_LINES = 'executions-invalid';

/** What the API has against a field. */
export function fieldFaults(failure, name) {
  if (name === 'machine' && ABOUT_MACHINE.has(failure?.name)) {
    return [{ detail: failure.message }];
  }
  if (failure?.name === ABOUT_LINES) {
    return name === 'executionArns' ? failure.faults.map(({ line, detail }) => ({ detail: `Line ${line} ${detail}` })) : [];
  }
  return (failure?.faults ?? []).filter((each) => fieldOf(each) === name);
}

/** The part of a form that is missing has no pointer. */
function fieldOf({ pointer, parameter }) {
  return parameter === 'executions' ? 'executionArns' : placeOf(pointer);
}

/** A failure as the alert shows it: without what stands at a field already. */
export function otherFaults(failure) {
  if (ABOUT_MACHINE.has(failure?.name) || failure?.name === ABOUT_LINES) {
    return undefined;
  }
  if (!failure?.faults?.length) {
    return failure;
  }
  const faults = failure.faults.filter((each) => !fieldOf(each));
  return faults.length ? { name: failure.name, message: failure.message, problem: failure.problem, faults } : undefined;
}
