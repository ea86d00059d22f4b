/** A card for each sync type: its status, and a button that runs it. */

import { post } from './api.js';
import { announce, badge, element, enable, icon, isEnabled, part, setText, show, showError, showMessage, time } from './page.js';
import { counted, duration, number, percent, span, stateOf, stateWord, title } from './words.js';

const ONLY_ADMIN = 'Only the user admin may start runs.';

export class Cards {
  #cards = new Map();
  #statistics = {};
  #mayStart = true;
  #changed;

  /** @param changed called after a run was started */
  constructor(changed) {
    this.#changed = changed;
    setInterval(() => this.#cards.forEach(card => card.tick()), 1_000);
  }

  /** @param types the answer of /api/status */
  show(types) {
    const container = part('cards');
    if (types.length > 0 && this.#cards.size === 0) {
      container.replaceChildren();
    }
    for (const type of types) {
      const name = type.sync_type;
      if (!this.#cards.has(name)) {
        const card = new Card(name, this.#changed);
        this.#cards.set(name, card);
        container.append(card.root);
        card.allow(this.#mayStart);
        card.showStatistics(this.#statistics[name]);
      }
      this.#cards.get(name).show(type);
    }
    if (types.length === 0) {
      container.replaceChildren(element('p', { class: 'empty', text: 'No sync types yet.' }));
    }
  }

  /** @param statistics of the last 24 hours, by sync type */
  showStatistics(statistics) {
    this.#statistics = statistics;
    this.#cards.forEach((card, name) => card.showStatistics(statistics[name]));
  }

  allow(mayStart) {
    this.#mayStart = mayStart;
    this.#cards.forEach(card => card.allow(mayStart));
  }
}

class Card {
  #name;
  #type;
  #statistics;
  #asOf = 0;
  #state = '';
  #mayStart = true;
  #starting = false;
  #started = 0;
  #changed;
  #parts;

  constructor(name, changed) {
    this.#name = name;
    this.#changed = changed;
    const id = `card-${name}`;
    const parts = {
      badge: element('span'),
      success: element('dd'),
      age: element('span', { class: 'muted' }),
      records: element('dd'),
      rate: element('span'),
      runs: element('span', { class: 'muted' }),
      schedule: element('dd'),
      progress: element('progress', { 'aria-label': `${title(name)} runs` }),
      progressText: element('p', { class: 'muted' }),
      error: element('p', { class: 'error-text', hidden: '' }),
      message: element('p', { class: 'message', id: `${id}-message`, hidden: '' }),
      button: element('button', {
        type: 'button',
        'aria-label': `Run ${title(name)} now`,
        'aria-describedby': `${id}-message`,
        onclick: () => this.#run(),
      }, icon('play'), element('span', { text: 'Run now' })),
    };
    parts.running = element('div', { class: 'running', hidden: '' }, parts.progress, parts.progressText);
    this.#parts = parts;
    this.root = element('article', { class: 'card', 'data-type': name, 'aria-labelledby': id },
      element('div', { class: 'card-head' }, element('h3', { id, text: title(name), title: name }), parts.badge),
      element('dl', {},
        element('div', { class: 'wide' }, element('dt', { text: 'Last success' }), parts.success),
        element('div', {}, element('dt', { text: 'Records' }), parts.records),
        element('div', {}, element('dt', { text: 'Success, 24 h' }), element('dd', {}, parts.rate, parts.runs)),
        element('div', {}, element('dt', { text: 'Every' }), parts.schedule)),
      parts.running,
      parts.error,
      parts.message,
      element('div', { class: 'card-foot' }, parts.button));
  }

  show(type) {
    const before = this.#type;
    this.#type = type;
    this.#asOf = performance.now();
    if (before?.run?.id !== type.run?.id) {
      this.#started = type.run ? performance.now() - this.#runAge(before) : 0;
    }
    if (before && before.last_attempt_timestamp !== type.last_attempt_timestamp) {
      showMessage(this.#parts.message, '');
    }
    if (before?.last_sync_timestamp !== type.last_sync_timestamp || !before) {
      this.#parts.success.replaceChildren(time(type.last_sync_timestamp), ' ', this.#parts.age);
    }
    setText(this.#parts.records, number(type.last_records_processed));
    setText(this.#parts.schedule, type.interval_seconds === null ? 'by hand' : span(type.interval_seconds));
    showMessage(this.#parts.error, type.last_error && type.consecutive_failures > 0
      ? `${type.consecutive_failures > 1 ? `Failed ${type.consecutive_failures} times in a row. ` : ''}${type.last_error}`
      : '');
    this.showStatistics(this.#statistics);
    this.tick();
    if (before) {
      this.#announceEnd(before);
    }
  }

  /** The age of the run in milliseconds: of a run from before the page was opened, by its start time. */
  #runAge(before) {
    return before ? 0 : Math.max(0, Date.now() - Date.parse(this.#type.run.started));
  }

  #announceEnd(before) {
    const type = this.#type;
    if (type.failed_syncs > before.failed_syncs) {
      announce(`${title(this.#name)} has failed: ${type.last_error ?? 'see the log'}`);
    } else if (type.successful_syncs > before.successful_syncs && before.run) {
      announce(`${title(this.#name)} is done: ${counted(type.last_records_processed ?? 0, 'record', 'records')}`);
    }
  }

  /** @param statistics undefined if no run ended in that time */
  showStatistics(statistics) {
    this.#statistics = statistics;
    setText(this.#parts.rate, statistics ? percent(statistics.success_rate) : '–');
    setText(this.#parts.runs, statistics ? ` of ${number(statistics.runs)}` : '');
  }

  allow(mayStart) {
    this.#mayStart = mayStart;
    this.tick();
  }

  /** Updates everything that depends on the time. */
  tick() {
    const type = this.#type;
    if (!type) {
      return;
    }
    const age = type.seconds_since_success === null
      ? null
      : type.seconds_since_success + (performance.now() - this.#asOf) / 1_000;
    setText(this.#parts.age, age === null ? '' : `${span(age)} ago`);
    this.#setState(stateOf(type, age));
    show(this.#parts.running, type.run !== null);
    if (type.run) {
      this.#showProgress();
    }
    enable(this.#parts.button, this.#mayStart && !type.run && !this.#starting);
  }

  #setState(state) {
    if (state !== this.#state) {
      this.#state = state;
      this.root.dataset.state = state;
      this.#parts.badge.replaceChildren(badge(state, stateWord(state)));
    }
  }

  /** Estimates the progress by the usual duration; the number of records is unknown before the end. */
  #showProgress() {
    const seconds = (performance.now() - this.#started) / 1_000;
    const usual = this.#statistics?.p50_seconds;
    const bar = this.#parts.progress;
    if (usual > 0 && seconds < usual) {
      bar.max = usual;
      bar.value = seconds;
    } else {
      bar.removeAttribute('value');
    }
    setText(this.#parts.progressText, [
      `${counted(this.#type.run.records_processed ?? 0, 'record', 'records')} so far`,
      span(seconds),
      usual ? `usually ${duration(usual)}` : '',
    ].filter(Boolean).join(' · '));
  }

  async #run() {
    if (!isEnabled(this.#parts.button)) {
      showMessage(this.#parts.message, this.#mayStart ? '' : ONLY_ADMIN);
      return;
    }
    this.#starting = true;
    this.tick();
    showMessage(this.#parts.message, 'Starting.');
    try {
      await post(`/api/sync/${encodeURIComponent(this.#name)}`);
      showMessage(this.#parts.message, '');
      announce(`${title(this.#name)} was started`);
    } catch (failure) {
      showError(this.#parts.message, failure.message);
      announce(failure.message);
    }
    this.#starting = false;
    this.tick();
    this.#changed();
  }
}
