/** The runs as a table, page by page, and one of them with all that is known of it. */

import { ask } from './api.js';
import { badge, cell, element, explain, offerTypes, part, say, time } from './page.js';
import { duration, number, title } from './words.js';

const ON_A_PAGE = 15;

const OUTCOMES = {
  success: ['ok', 'Success'],
  error: ['error', 'Error'],
  in_progress: ['running', 'In progress'],
  interrupted: ['waiting', 'Interrupted'],
};

/** The service was stopped: the status says error, and nothing has failed. */
function outcome(run) {
  const status = run.error_message?.startsWith('interrupted: ') ? 'interrupted' : run.status;
  const [state, word] = OUTCOMES[status] ?? ['waiting', status];
  return badge(state, word);
}

export class History {
  #before = null;
  #next = null;
  #turning = Promise.resolve();

  constructor() {
    part('history-filter').addEventListener('change', () => this.#turn(null));
    part('history-filter').addEventListener('submit', event => event.preventDefault());
    part('history-newest').addEventListener('click', () => this.#turn(null));
    // older than what is asked for now, which need not be there yet
    part('history-older').addEventListener('click', () => this.#turning.then(() => this.#turn(this.#next)));
  }

  know(names) {
    offerTypes(part('history-type'), names, title);
  }

  #turn(before) {
    this.#before = before;
    this.#turning = this.refresh().catch(failure => explain(part('history-empty'), failure.message));
  }

  #question() {
    const asked = new URLSearchParams({ limit: ON_A_PAGE });
    for (const [name, value] of [
      ['type', part('history-type').value],
      ['status', part('history-status').value],
      ['before', this.#before],
    ]) {
      if (value) {
        asked.set(name, value);
      }
    }
    return `/api/history?${asked}`;
  }

  async refresh() {
    const question = this.#question();
    const page = await ask(question);
    // meanwhile something else was asked, and may have been answered
    if (question !== this.#question()) {
      return;
    }
    this.#next = page.next;
    this.#showRows(page.runs);
    part('history-newest').disabled = this.#before === null;
    part('history-older').disabled = page.next === null;
    explain(part('history-empty'), page.runs.length > 0 ? '' : 'There are no such runs.');
  }

  /** Rows that are there already stay, and with them the focus. */
  #showRows(runs) {
    const place = part('history-rows');
    const old = new Map([...place.children].map(row => [row.dataset.key, row]));
    const rows = runs.map(run => {
      const key = `${run.id} ${run.status} ${run.records_processed}`;
      return old.get(key) ?? this.#row(run, key);
    });
    if (rows.some((row, i) => row !== place.children[i]) || rows.length !== place.children.length) {
      const focused = document.activeElement;
      place.replaceChildren(...rows);
      if (place.contains(focused)) {
        focused.focus();
      }
    }
  }

  #row(run, key) {
    return element('tr', { role: 'row', 'data-key': key, onclick: () => this.#open(run.id) },
      cell('Run', { class: 'main-cell' },
        element('button', { type: 'button', class: 'link', 'aria-haspopup': 'dialog' },
          element('span', { text: title(run.sync_type) }), ' ',
          element('span', { class: 'muted', text: `#${run.id}` }))),
      cell('Began', {}, time(run.timestamp)),
      cell('Outcome', {}, outcome(run)),
      cell('Records', { class: 'number', text: number(run.records_processed) }),
      cell('Duration', { class: 'number', text: duration(run.duration_seconds) }));
  }

  async #open(id) {
    say(part('run-title'), `Run #${id}`);
    part('run-detail').replaceChildren(element('p', { class: 'empty', text: 'Loading the run.' }));
    part('run').showModal();
    try {
      this.#showRun(await ask(`/api/runs/${id}`));
    } catch (failure) {
      part('run-detail').replaceChildren(element('p', { class: 'error-text', text: failure.message }));
    }
  }

  #showRun(run) {
    say(part('run-title'), `${title(run.sync_type)} #${run.id}`);
    const facts = [
      ['Outcome', outcome(run)],
      ['Began', time(run.timestamp)],
      ['Duration', duration(run.duration_seconds)],
      ['Records', number(run.records_processed)],
      ['By', run.service_instance ?? '–'],
    ];
    const parts = [this.#facts(facts)];
    if (run.error_message) {
      parts.push(element('h3', { text: 'Error' }), element('p', { class: 'error-text', text: run.error_message }));
    }
    const noted = Object.entries(run.metadata ?? {});
    parts.push(element('h3', { text: 'Noted' }));
    parts.push(noted.length === 0
      ? element('p', { class: 'muted', text: 'Nothing was noted.' })
      : this.#facts(noted.map(([name, value]) => [title(name), this.#value(value)])));
    part('run-detail').replaceChildren(...parts);
  }

  #value(value) {
    if (value !== null && typeof value === 'object') {
      return element('code', { class: 'json', text: JSON.stringify(value, null, 1) });
    }
    return typeof value === 'number' ? number(value) : String(value ?? '–');
  }

  #facts(facts) {
    return element('dl', { class: 'facts' }, ...facts.map(([name, value]) =>
      element('div', {}, element('dt', { text: name }), element('dd', {}, value))));
  }
}
