/** Formats names, numbers and times. Independent of the page. */

const STATES = {
  ok: 'OK',
  running: 'Running',
  error: 'Error',
  stale: 'Stale',
  waiting: 'Not yet run',
};

/** The same rule as in the service (SyncState): no success for three intervals. */
const INTERVALS = 3;
const SHORTEST_SECONDS = 60;

/** "main_submissions" as a title. */
export function title(type) {
  const words = type.replaceAll('_', ' ').replace(/\burl\b/, 'URL').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** @param age seconds since the last success; null if there was none */
export function stateOf(type, age) {
  if (type.run) {
    return 'running';
  }
  if (type.consecutive_failures > 0) {
    return 'error';
  }
  if (age === null) {
    return 'waiting';
  }
  const stale = type.interval_seconds !== null
    && age > Math.max(type.interval_seconds * INTERVALS, SHORTEST_SECONDS);
  return stale ? 'stale' : 'ok';
}

export function stateWord(state) {
  return STATES[state];
}

/** A duration or an age. */
export function span(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < 60) {
    return `${whole} s`;
  }
  if (whole < 3600) {
    return `${Math.floor(whole / 60)} min`;
  }
  if (whole < 86400) {
    const minutes = Math.floor((whole % 3600) / 60);
    return `${Math.floor(whole / 3600)} h${minutes > 0 ? ` ${minutes} min` : ''}`;
  }
  const days = Math.floor(whole / 86400);
  return days === 1 ? '1 day' : `${days} days`;
}

/** The duration of a run, with parts of a second. */
export function duration(seconds) {
  if (seconds === null || seconds === undefined) {
    return '–';
  }
  if (seconds < 1) {
    return `${Math.round(seconds * 1000)} ms`;
  }
  return seconds < 60 ? `${seconds.toFixed(1)} s` : span(seconds);
}

/** A duration as the label of an axis. */
export function tick(seconds) {
  if (seconds < 1) {
    return `${+(seconds * 1000).toPrecision(2)} ms`;
  }
  return seconds < 1000 ? `${seconds} s` : span(seconds);
}

export function number(value) {
  return value === null || value === undefined ? '–' : value.toLocaleString('en-US');
}

export function counted(count, one, many) {
  return `${number(count)} ${count === 1 ? one : many}`;
}

export function percent(value) {
  return `${value.toLocaleString('en-US', { maximumFractionDigits: 1 })} %`;
}

const DAY = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const CLOCK = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });

/** In the browser's time zone; without the date if it is today. */
export function localTime(date) {
  const today = new Date().toDateString() === date.toDateString();
  return (today ? CLOCK : DAY).format(date);
}

export function utc(date) {
  return `${date.toISOString().replace('T', ' ').slice(0, 19)} UTC`;
}
