/** An answer of the API that says no: application/problem+json. */
export class ApiProblem extends Error {
  constructor(status, problem) {
    super(problem.detail ?? problem.title ?? `The service answered ${status}.`);
    this.status = status;
    this.problem = problem;
    this.name = (problem.type ?? '').split('/').pop() || 'problem';
  }

  /** The faults of a request: [{pointer, detail}]. */
  get faults() {
    return this.problem.errors ?? [];
  }
}

/** The service could not be reached at all. */
export class Unreachable extends Error {
  constructor() {
    super('The service cannot be reached.');
    this.name = 'unreachable';
  }
}

/** Tells who is signed in. */
const ME = 'me';

/** A call that takes longer is given up; the longest answer of the API is bounded at 20 s. */
const TIMEOUT_MILLIS = 30_000;
/** A file of a million executions has some 150 MB, and its way may be slow. */
const UPLOAD_TIMEOUT_MILLIS = 30 * 60_000;

function cookie(name) {
  return document.cookie.split('; ').find((each) => each.startsWith(`${name}=`))?.slice(name.length + 1);
}

function headersFor(method, options) {
  const headers = { Accept: 'application/json, application/problem+json', ...options.headers };
  if (options.body !== undefined) {
    headers['Content-Type'] = options.type ?? 'application/json';
  }
  const token = method === 'GET' ? undefined : cookie('XSRF-TOKEN');
  if (token) {
    headers['X-XSRF-TOKEN'] = decodeURIComponent(token);
  }
  return headers;
}

/** Numbers that JavaScript would round keep the digits that they were sent with. */
function exactly(text) {
  return JSON.parse(text, (_, value, context) => {
    const rounded = typeof value === 'number' && context?.source !== undefined && String(value) !== context.source;
    return rounded && JSON.rawJSON ? JSON.rawJSON(context.source) : value;
  });
}

async function problemOf(response) {
  try {
    return new ApiProblem(response.status, await response.json());
  } catch {
    return new ApiProblem(response.status, { title: `The service answered ${response.status}.` });
  }
}

let signedOut = false;
let whenSignedOut = () => {};

/** Says whom to tell that nobody is signed in any more. */
export function onSignedOut(tell) {
  whenSignedOut = tell;
}

/** Somebody is signed in again. */
export function signedIn() {
  signedOut = false;
}

/** While nobody is signed in nothing is sent: the browser would ask for a password at every look. */
function refuseSignedOut(path) {
  if (signedOut && path !== ME) {
    throw new ApiProblem(401, { type: '/problems/unauthorized', detail: 'You are not signed in.' });
  }
}

function isSignedOut(response) {
  // a proxy that signs people in sends them away to do so
  return response.status === 401 || response.type === 'opaqueredirect';
}

/** Sends a request; answers {status, etag, body}. Gateways in front answer 502 to 504 without a problem document. */
async function send(method, path, options = {}) {
  refuseSignedOut(path);
  let response;
  try {
    response = await fetch(path, {
      method,
      redirect: 'manual',
      headers: headersFor(method, options),
      body: options.form ?? (options.body === undefined ? undefined : JSON.stringify(options.body)),
      signal: options.signal ?? AbortSignal.timeout(options.form ? UPLOAD_TIMEOUT_MILLIS : TIMEOUT_MILLIS),
      cache: 'no-store',
    });
  } catch (failure) {
    throw failure.name === 'AbortError' ? failure : new Unreachable();
  }
  if (isSignedOut(response)) {
    signedOut = true;
    whenSignedOut();
    throw new ApiProblem(401, { type: '/problems/unauthorized', detail: 'You are not signed in.' });
  }
  const etag = response.headers.get('ETag') ?? undefined;
  if (response.status === 304 || response.status === 204) {
    return { status: response.status, etag };
  }
  if (!response.ok) {
    throw await problemOf(response);
  }
  return { status: response.status, etag, body: options.exact ? exactly(await response.text()) : await response.json() };
}

function query(parameters) {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const each of [value].flat()) {
      if (each !== undefined && each !== '') {
        search.append(name, each);
      }
    }
  }
  const text = search.toString();
  return text ? `?${text}` : '';
}

/** A request and the file that names its executions, as a form of two parts. */
function formOf(request, file) {
  const form = new FormData();
  form.append('request', new Blob([JSON.stringify(request)], { type: 'application/json' }));
  if (file) {
    form.append('executions', file, file.name);
  }
  return form;
}

const replayPath = (id) => `replays/${encodeURIComponent(id)}`;
const bodyOf = async (answer) => (await answer).body;
const matching = (etag) => (etag ? { 'If-Match': etag } : {});

export const api = {
  me: () => bodyOf(send('GET', ME)),
  listReplays: (parameters) => bodyOf(send('GET', `replays${query(parameters)}`)),
  getReplay: (id, etag) => send('GET', replayPath(id), { headers: etag ? { 'If-None-Match': etag } : {} }),
  createReplay: (request, key) =>
    bodyOf(send('POST', 'replays', { body: request, headers: { 'Idempotency-Key': key } })),
  createReplayOfFile: (request, file, key) =>
    bodyOf(send('POST', 'replays', { form: formOf(request, file), headers: { 'Idempotency-Key': key } })),
  deleteReplay: (id) => send('DELETE', replayPath(id)),
  confirm: (id, body) => bodyOf(send('POST', `${replayPath(id)}/confirm`, { body })),
  pause: (id) => bodyOf(send('POST', `${replayPath(id)}/pause`, { body: {} })),
  resume: (id) => bodyOf(send('POST', `${replayPath(id)}/resume`, { body: {} })),
  cancel: (id, body) => bodyOf(send('POST', `${replayPath(id)}/cancel`, { body })),
  patch: (id, body, etag) =>
    send('PATCH', replayPath(id), { body, type: 'application/merge-patch+json', headers: matching(etag) }),
  retryFailed: (id, body) => bodyOf(send('POST', `${replayPath(id)}/retry-failed`, { body })),
  pauseAll: (reason) => bodyOf(send('POST', 'replays/pause-all', { body: reason ? { reason } : {} })),
  items: (id, parameters) => bodyOf(send('GET', `${replayPath(id)}/items${query(parameters)}`)),
  itemInput: (id, index) => bodyOf(send('GET', `${replayPath(id)}/items/${index}/input`, { exact: true })),
  log: (id, parameters = {}) => bodyOf(send('GET', `${replayPath(id)}/log${query(parameters)}`)),
  machines: (parameters) => bodyOf(send('GET', `state-machines${query(parameters)}`)),
  versions: (stateMachineArn) => bodyOf(send('GET', `state-machines/versions${query({ stateMachineArn })}`)),
  evaluate: (body, signal) => bodyOf(send('POST', 'expressions/evaluate', { body, signal, exact: true })),
  summary: (body, signal) => bodyOf(send('POST', 'executions/summary', { body, signal })),
  eventsPath: (id) => `${replayPath(id)}/events`,
  reportPath: (id) => `${replayPath(id)}/report`,
};
