import { html, nothing } from 'lit';

/** Narrow and without a line break. */
const THIN = '\u202f';

/** A whole number in groups of three: 12 431. */
export function count(value) {
  return String(Math.round(value ?? 0)).replace(/\B(?=(\d{3})+(?!\d))/g, THIN);
}

/** A rate with one decimal where it says something: 19.8, 250, 0.05. */
export function rate(value) {
  if (!value) {
    return '0';
  }
  if (value < 1) {
    return String(Number(value.toPrecision(2)));
  }
  return value < 100 ? String(Math.round(value * 10) / 10) : count(value);
}

/** "1 thing" or "12 things". */
export function counted(value, one, many = one + 's') {
  return `${count(value)}${'\u00a0'}${value === 1 ? one : many}`;
}

/** A duration in seconds as one says it: 8 s, 2 min 5 s, 3 h 20 min, 2 d 4 h. */
export function duration(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  const parts = [[86400, 'd'], [3600, 'h'], [60, 'min'], [1, 's']];
  const first = parts.findIndex(([size]) => whole >= size);
  if (first < 0) {
    return `0${THIN}s`;
  }
  let rest = whole;
  return parts.slice(first, first + 2)
    .map(([size, unit]) => {
      const amount = Math.floor(rest / size);
      rest %= size;
      return amount ? `${amount}${THIN}${unit}` : '';
    })
    .filter(Boolean)
    .join(' ');
}

export function secondsBetween(from, to) {
  return (Date.parse(to) - Date.parse(from)) / 1000;
}

/** Milliseconds with a sign: +430 ms, −2.1 s. */
export function delta(millis) {
  const sign = millis < 0 ? '−' : '+';
  const size = Math.abs(millis);
  return size < 1000 ? `${sign}${size}${THIN}ms` : `${sign}${duration(size / 1000)}`;
}

const sameDay = (a, b) => a.toDateString() === b.toDateString();
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const clockWithSeconds = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const dayAndYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

/** The local time, with the day where it is not today. */
export function localTime(instant, withSeconds = false) {
  const date = new Date(instant);
  const now = new Date();
  const time = (withSeconds ? clockWithSeconds : clock).format(date);
  if (sameDay(date, now)) {
    return time;
  }
  return `${(date.getFullYear() === now.getFullYear() ? day : dayAndYear).format(date)}, ${time}`;
}

/** The same instant in UTC, for the hover text. */
export function utcTime(instant) {
  return new Date(instant).toISOString().replace('T', ' ').replace(/\.\d+Z$/, ' UTC');
}

/** An instant in the reader's zone, with UTC on hover. */
export function when(instant, withSeconds = false) {
  if (!instant) {
    return nothing;
  }
  return html`<time datetime=${instant} title=${utcTime(instant)}>${localTime(instant, withSeconds)}</time>`;
}

/** What datetime-local takes: local time without a zone. */
export function toLocalInput(instant) {
  if (!instant) {
    return '';
  }
  const date = new Date(instant);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60000).toISOString().slice(0, 19);
}

/** A number of bytes: 512 B, 12 KB, 3.4 MB. */
export function size(bytes) {
  if (bytes < 1000) {
    return `${bytes}${THIN}B`;
  }
  const [unit, name] = bytes < 1e6 ? [1e3, 'KB'] : [1e6, 'MB'];
  return `${rate(bytes / unit)}${THIN}${name}`;
}

/** JSON to look at. */
export const pretty = (value) => JSON.stringify(value, null, 2);
