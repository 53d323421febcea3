import { count, counted, rate } from './format.js';

/** The states of an item in the order of the progress bar: [field of itemCounts, API word, word]. */
export const ITEM_STATES = [
  ['succeeded', 'SUCCEEDED', 'Succeeded'],
  ['failed', 'FAILED', 'Failed'],
  ['timedOut', 'TIMED_OUT', 'Timed out'],
  ['aborted', 'ABORTED', 'Aborted'],
  ['unconfirmed', 'UNCONFIRMED', 'Unconfirmed'],
  ['started', 'STARTED', 'Started'],
  ['running', 'RUNNING', 'Running'],
  ['skipped', 'SKIPPED', 'Skipped'],
  ['cancelled', 'CANCELLED', 'Cancelled'],
  ['pending', 'PENDING', 'Pending'],
];

export const REPLAY_STATES = ['PENDING', 'PLANNING', 'PLANNED', 'RUNNING', 'PAUSED', 'CANCELLING', 'SUCCEEDED',
  'PARTIALLY_SUCCEEDED', 'FAILED', 'CANCELLED'];

export const SOURCE_STATUSES = ['FAILED', 'TIMED_OUT', 'ABORTED', 'SUCCEEDED'];

/** [field of verdictCounts, API word, title, what it means, whether it is good news]. */
export const VERDICTS = [
  ['fixed', 'FIXED', 'Fixed', 'failed before, succeeds now', 'good'],
  ['regressed', 'REGRESSED', 'Regressed', 'succeeded before, fails now', 'bad'],
  ['stillFailing', 'STILL_FAILING', 'Still failing', 'fails with the same error', 'bad'],
  ['failedDifferently', 'FAILED_DIFFERENTLY', 'Failed differently', 'fails with another error', 'bad'],
  ['identical', 'IDENTICAL', 'Identical', 'the same output as before', 'good'],
  ['outputChanged', 'OUTPUT_CHANGED', 'Output changed', 'succeeds with another output', 'look'],
  ['sameOutcome', 'SAME_OUTCOME', 'Same outcome', 'succeeded before and now; outputs not compared', 'good'],
  ['notComparable', 'NOT_COMPARABLE', 'Not comparable', 'too little is known of the source', 'look'],
];

const FINAL = new Set(['SUCCEEDED', 'PARTIALLY_SUCCEEDED', 'FAILED', 'CANCELLED']);
const MOVING = new Set(['PENDING', 'PLANNING', 'RUNNING', 'CANCELLING']);

export const isFinal = (replay) => FINAL.has(replay.state);

/** Whether something changes by itself. A paused replay still follows what runs. */
export const isMoving = (replay) => MOVING.has(replay.state) || (replay.itemCounts?.running ?? 0) > 0;

/** Whether this is to be looked at as a plan: a dry run that has not been confirmed. */
export const isPlan = ({ state, plan, request }) =>
  state === 'PLANNED' || (Boolean(request?.dryRun) && !plan && (state === 'PENDING' || state === 'PLANNING'));

export function badItems(counts) {
  return counts.failed + counts.timedOut + counts.aborted + counts.unconfirmed;
}

const SKIP_REASONS = {
  DUPLICATE: 'a newer execution has the same key',
  NOT_REDRIVABLE: 'AWS does not let it be redriven',
  NOT_FOUND: 'AWS no longer knows it',
  INPUT_UNAVAILABLE: 'its input is no longer to be had',
  STILL_RUNNING: 'it still runs',
  NO_OUTCOME_LOGGED: 'no end of it is in the logs',
  EXPRESSION_FAILED: 'an expression cannot be evaluated on its input',
  ALREADY_REPLAYED: 'it has been replayed before',
  SUPERSEDED: 'a later execution with its key succeeded',
};

export const skipReason = (code) => SKIP_REASONS[code] ?? code;

const FAILURE_KINDS = {
  START_REJECTED: 'AWS refused to start it',
  NAME_TAKEN: 'its name is taken by another execution',
  INPUT_INVALID: 'the transformed input is not valid',
  READ_FAILED: 'its source could not be read',
  EXECUTION_FAILED: 'it ran and failed',
};

export const failureKind = (code) => FAILURE_KINDS[code] ?? code;

const STATE_REASONS = {
  USER_REQUESTED: 'Somebody asked for it.',
  CANARY_FAILED: 'One of the first items failed.',
  CANARY_PASSED: 'The first items all succeeded. Resume to run the rest.',
  FAILURE_THRESHOLD_EXCEEDED: 'More items failed than are tolerated.',
  UPSTREAM_UNAVAILABLE: 'Step Functions did not answer for too long.',
  UPSTREAM_ACCESS_DENIED: 'AWS denied access.',
  SECOND_PERSON_REQUIRED: 'Somebody else has to confirm the plan.',
  NOTHING_MATCHED: 'No execution matches the filter.',
  NOTHING_STARTED: 'Executions match, but all were started before or are skipped.',
};

/** Why the replay is in its state: the service's own sentence, else ours. */
export function stateReason(replay) {
  return replay.stateDetail ?? STATE_REASONS[replay.stateReason] ?? replay.stateReason ?? '';
}

/** What holds the rate at this moment, as one says it. */
export function boundBy(replay) {
  const limits = replay.limits?.effective ?? {};
  const words = {
    START_LIMIT: `Held by the rate that is set, ${rate(limits.startsPerSecond)} a second.`,
    READ_QUOTA: `Held by the account's quota for reading: ${rate(limits.readsPerSecond)} reads a second.`,
    START_QUOTA: "Held by this replay's share of the account's quota for starts.",
    MAX_CONCURRENCY: `Waits for free places: ${count(limits.maxConcurrency)} executions may be open at a time.`,
    CANARY: 'The first items run to their ends before any other starts.',
    THROTTLED: 'AWS refuses calls as too many, so it goes slower for a while.',
    UPSTREAM: 'Step Functions does not answer. It goes on by itself when it does.',
  };
  return words[replay.progress?.boundBy] ?? '';
}

/** What the replay will do, in one sentence. */
export function planSentence(replay, finish) {
  const eligible = replay.plan?.eligible ?? 0;
  if (eligible === 0) {
    return 'Nothing will start.';
  }
  const { startsPerSecond, maxConcurrency } = replay.limits?.effective ?? {};
  const again = replay.request?.mode === 'REDRIVE' ? 'will be redriven' : 'will start again';
  const speed = startsPerSecond ? `, at most ${rate(startsPerSecond)} a second` : '';
  const width = maxConcurrency && maxConcurrency < eligible ? ` and ${count(maxConcurrency)} at a time` : '';
  return `${counted(eligible, 'execution')} ${again}${speed}${width}, finished at about ${finish}.`;
}

const WARNINGS = {
  REDRIVE_USES_ORIGINAL_DEFINITION: 'Redrives use the original definition',
  REDRIVE_HAS_NO_LOCK: 'Redrives have no lock',
  DEFINITION_CHANGED: 'The definition has changed',
  SOURCES_USED_ALIAS_OR_VERSION: 'Sources ran under an alias or a version',
  TARGET_IS_ANOTHER_MACHINE: 'The target is another state machine',
  LOGS_NOT_USED: 'Logs are not used',
  EXPRESS_HAS_NO_LOCK: 'Nothing locks names of an EXPRESS machine',
  MATCHING_STILL_RUNNING: 'Matching executions still run',
  REDRIVE_WINDOW_CLOSING: 'The time for redriving ends soon',
  HISTORY_EXPIRING: 'AWS forgets some of them soon',
  REPLAYED_BEFORE: 'Replayed before',
  REPLAYED_ON_OTHER_VERSION: 'Replayed on another version',
  EXPRESSION_FAILED: 'An expression fails on some inputs',
  STARTED_FROM_HISTORY: 'Some inputs came from histories that differ',
  AWS_TIME_UNKNOWN: 'The time at AWS is unknown',
};

export const warningTitle = (code) => WARNINGS[code] ?? code;
