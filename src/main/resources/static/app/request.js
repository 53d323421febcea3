import { toLocalInput } from './format.js';

/** The form's fields when nothing has been said. Nearly all are texts, as fields hold them. */
export const EMPTY = {
  machine: '', by: 'filter', statuses: [], range: 'any', bound: 'started', after: '', before: '', kept: {}, namePrefix: '', errors: '',
  executionArns: '', file: undefined, inputMatches: '', distinctBy: '', skipSuperseded: '', inputTransform: '', mode: 'START_NEW', target: '',
  attempt: '', order: 'OLDEST_FIRST', follow: 'OUTCOME', includeReplayed: false, maxItems: '', startsPerSecond: '',
  maxConcurrency: '', canary: '', afterCanary: 'CONTINUE', toleratedFailurePercentage: '', minimumItemsForThreshold: '', reason: '',
};

export const LIMITS = ['startsPerSecond', 'maxConcurrency', 'maxItems', 'canary', 'toleratedFailurePercentage', 'minimumItemsForThreshold'];

const TEXTS = ['inputTransform', 'distinctBy', 'skipSuperseded', 'reason'];

/** What is no number is sent as it is: the API says what it expects. */
export function number(text) {
  const value = Number(text);
  return Number.isFinite(value) ? value : text;
}

export const words = (text) => text.split(/[\s,]+/).filter(Boolean);

/** Instants of a range that is relative to now, to the minute, so that the JSON does not change while one reads it. */
function bounds(form, now = new Date()) {
  const minute = new Date(Math.floor(now / 60000) * 60000);
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  const days = (amount) => new Date(midnight.getFullYear(), midnight.getMonth(), midnight.getDate() - amount);
  switch (form.range) {
    case 'hour': return { after: new Date(minute - 3600000) };
    case 'today': return { after: midnight };
    case 'yesterday': return { after: days(1), before: midnight };
    case 'week': return { after: days(7) };
    case 'exact': return { after: dateOf(form.after), before: dateOf(form.before) };
    default: return {};
  }
}

/** The instant of a local time; undefined where there is none. */
export function dateOf(text) {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

const iso = (date) => date?.toISOString().replace('.000Z', 'Z');

export function filterOf(form) {
  if (form.by !== 'filter') {
    return defined({
      executionArns: form.by === 'executions' ? words(form.executionArns) : undefined,
      inputMatches: form.inputMatches.trim() || undefined,
    });
  }
  const { after, before } = bounds(form);
  return defined({
    statuses: form.statuses.length ? form.statuses : undefined,
    [`${form.bound}After`]: iso(after),
    [`${form.bound}Before`]: iso(before),
    ...form.kept,
    namePrefix: form.namePrefix || undefined,
    errors: words(form.errors).length ? words(form.errors) : undefined,
    inputMatches: form.inputMatches.trim() || undefined,
  });
}

/** The request that the form stands for. Whatever is as by default is left out. */
export function requestOf(form) {
  const limits = Object.fromEntries(LIMITS.filter((name) => form[name].trim()).map((name) => [name, number(form[name].trim())]));
  if (form.canary.trim() && form.afterCanary !== 'CONTINUE') {
    limits.afterCanary = form.afterCanary;
  }
  const filter = filterOf(form);
  return defined({
    stateMachineArn: form.machine.trim() || undefined,
    filter: form.by === 'file' && !Object.keys(filter).length ? undefined : filter,
    mode: unless(form.mode, 'START_NEW'),
    target: form.target.trim() ? { stateMachineArn: form.target.trim() } : undefined,
    ...Object.fromEntries(TEXTS.map((name) => [name, form[name].trim() || undefined])),
    attempt: form.attempt.trim() ? number(form.attempt.trim()) : undefined,
    order: unless(form.order, 'OLDEST_FIRST'),
    follow: unless(form.follow, 'OUTCOME'),
    includeReplayed: form.includeReplayed || undefined,
    limits: Object.keys(limits).length ? limits : undefined,
    dryRun: true,
  });
}

const unless = (value, usual) => (value === usual ? undefined : value);

function defined(object) {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}

const text = (value) => (value == null ? '' : String(value));

/** The bounds of a filter: one kind for the form's fields, the other kept as it is. */
function timesOf(filter, createdAt) {
  const times = Object.fromEntries(TIMES.filter((name) => filter[name]).map((name) => [name, filter[name]]));
  if (times.stoppedBefore && createdAt && Date.parse(times.stoppedBefore) >= Date.parse(createdAt) - FIXED_MILLIS) {
    delete times.stoppedBefore;
  }
  const bound = times.startedAfter || times.startedBefore || !Object.keys(times).length ? 'started' : 'stopped';
  const { [`${bound}After`]: after, [`${bound}Before`]: before, ...kept } = times;
  return { bound, kept, range: after || before ? 'exact' : 'any', after: toLocalInput(after), before: toLocalInput(before) };
}

const TIMES = ['startedAfter', 'startedBefore', 'stoppedAfter', 'stoppedBefore'];

/** The service fixes the upper bound at creation; a bound that near to it was not chosen, and moves on. */
const FIXED_MILLIS = 2_000;

/** How the form selects what a request does; the executions of a file are not in it. */
function wayOf(filter) {
  if (filter.executionArns) {
    return 'executions';
  }
  return filter.statuses?.length ? 'filter' : 'file';
}

/** The form that stands for a request, such as that of an earlier replay. */
export function formOf(request, createdAt) {
  const { filter = {}, limits = {} } = request;
  const target = request.target?.stateMachineArn;
  const own = Object.fromEntries(LIMITS.map((name) => [name, text(limits[name])]));
  return {
    ...EMPTY, ...own,
    ...Object.fromEntries(TEXTS.map((name) => [name, text(request[name])])),
    machine: text(request.stateMachineArn),
    by: wayOf(filter),
    executionArns: (filter.executionArns ?? []).join('\n'),
    statuses: filter.statuses ?? [],
    ...timesOf(filter, createdAt),
    namePrefix: text(filter.namePrefix), errors: (filter.errors ?? []).join(' '), inputMatches: text(filter.inputMatches),
    mode: request.mode ?? EMPTY.mode, target: target && target !== request.stateMachineArn ? target : '',
    attempt: request.attempt > 1 ? text(request.attempt) : '',
    order: request.order ?? EMPTY.order, follow: request.follow ?? EMPTY.follow,
    includeReplayed: Boolean(request.includeReplayed), afterCanary: limits.afterCanary ?? EMPTY.afterCanary,
  };
}

let handedOver;

/** Gives a request to the form that opens next. */
export function handOver(request) {
  handedOver = request;
}

export function takeOver() {
  const request = handedOver;
  handedOver = undefined;
  return request;
}
