/** Values that could not be stored, and a button to retry them. */

import { get, post } from './api.js';
import { announce, cell, element, enable, isEnabled, part, setText, show, showError, showMessage, time } from './page.js';
import { number } from './words.js';

const PAGE_SIZE = 20;

export class Rejects {
  #pages = 1;
  #mayStart = true;
  #open = 0;
  #busy = false;
  #changed;

  constructor(changed) {
    this.#changed = changed;
    part('replay').addEventListener('click', () => this.#replay());
    part('rejects-more').addEventListener('click', () => this.#loadMore());
  }

  allow(mayStart) {
    this.#mayStart = mayStart;
    this.#enable();
  }

  async refresh() {
    const rejects = [];
    let next = 0;
    for (let page = 0; page < this.#pages && next !== null; page++) {
      const answer = await get(`/api/rejects?open=true&limit=${PAGE_SIZE}${next ? `&after=${next}` : ''}`);
      rejects.push(...answer.rejects);
      next = answer.next;
      this.#open = answer.open;
    }
    setText(part('rejects-open'), this.#open > 0 ? `${number(this.#open)} open` : '');
    part('reject-rows').replaceChildren(...rejects.map(reject => this.#row(reject)));
    show(part('rejects-more'), next !== null);
    showMessage(part('rejects-empty'), rejects.length > 0 ? '' : 'No rejects: all values fit.');
    this.#enable();
  }

  #row(reject) {
    return element('tr', { role: 'row' },
      cell('Column', { class: 'main-cell', text: reject.column_name || 'the whole record' }),
      cell('Reason', { text: reject.reason || 'does not fit' }),
      cell('Table', { text: reject.table_name }),
      cell('Submission', { class: 'id', text: reject.submission_id }),
      cell('Rejected', {}, time(reject.rejected_at)));
  }

  #enable() {
    enable(part('replay'), this.#mayStart && this.#open > 0 && !this.#busy);
  }

  async #loadMore() {
    this.#pages++;
    try {
      await this.refresh();
    } catch (failure) {
      this.#pages--;
      showError(part('replay-message'), failure.message);
    }
  }

  async #replay() {
    const message = part('replay-message');
    if (!isEnabled(part('replay'))) {
      showMessage(message, this.#mayStart ? this.#open > 0 ? '' : 'Nothing to retry.' : 'Only the user admin may start runs.');
      return;
    }
    this.#busy = true;
    this.#enable();
    showMessage(message, 'Starting.');
    try {
      const run = await post('/api/rejects/replay');
      showMessage(message, `Run #${run.history_id} has started: the feeds are read again, one after another.`);
      announce('The retry of rejects has started');
    } catch (failure) {
      showError(message, failure.message);
      announce(failure.message);
    }
    this.#busy = false;
    this.#enable();
    this.#changed();
  }
}
