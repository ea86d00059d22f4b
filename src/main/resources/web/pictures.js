/** How many pictures there are by state, and those that have come last. */

import { ask } from './api.js';
import { element, explain, part, say, show, time } from './page.js';
import { counted, number } from './words.js';

const THUMBNAILS = 12;
const FAILED = 20;

const STATES = [
  ['stored', 'Stored', 'in the bucket'],
  ['pending', 'Pending', 'to be copied'],
  ['missing', 'Missing', 'Central has not got them yet'],
  ['failed', 'Failed', 'no picture for us: empty, too large, of another type'],
  ['skipped', 'Skipped', 'no pictures by the form: audio, video, documents'],
];

export class Pictures {
  #shown = '';

  async refresh() {
    const failed = await ask(`/api/attachments?state=failed&limit=${FAILED}`);
    const latest = await ask(`/api/attachments/latest?limit=${THUMBNAILS}`);
    part('picture-counts').replaceChildren(...STATES.map(([state, word, meaning]) =>
      element('div', { 'data-state': state, 'data-some': String((failed.counts[state] ?? 0) > 0) },
        element('dt', {}, word, element('span', { class: 'muted', text: meaning })),
        element('dd', { text: number(failed.counts[state] ?? 0) }))));
    this.#showThumbnails(latest.files);
    this.#showFailed(failed);
  }

  /** Links are signed anew now and then; a picture that is shown already stays. */
  #showThumbnails(files) {
    const shown = files.map(file => file.id).join();
    if (shown !== this.#shown) {
      this.#shown = shown;
      part('thumbnails').replaceChildren(...files.map(file => this.#thumbnail(file)));
    }
    explain(part('pictures-empty'), files.length > 0 ? '' : 'No picture is stored yet.');
  }

  #thumbnail(file) {
    const item = element('li');
    const caption = element('span', { class: 'caption' }, time(file.stored_at));
    if (!isAddress(file.link)) {
      item.append(element('span', { class: 'no-picture', text: 'has no link' }), caption);
      return item;
    }
    const image = element('img', {
      src: file.link,
      alt: `Picture ${file.file_name}`,
      loading: 'lazy',
      decoding: 'async',
      width: 160,
      height: 120,
      onerror: () => image.replaceWith(element('span', { class: 'no-picture', text: 'cannot be shown' })),
    });
    item.append(element('a', {
      href: file.link,
      target: '_blank',
      rel: 'noopener',
      title: file.file_name,
    }, image, element('span', { class: 'unseen', text: ' (opens in a new tab)' })), caption);
    return item;
  }

  #showFailed(answer) {
    const count = answer.counts.failed ?? 0;
    show(part('failed'), count > 0);
    say(part('failed-summary'), `${counted(count, 'file is', 'files are')} no picture for us`);
    part('failed-list').replaceChildren(...answer.files.map(file =>
      element('li', {}, element('strong', { text: file.file_name }), ` ${file.reason ?? ''} `,
        element('span', { class: 'muted', text: `${counted(file.attempts, 'attempt', 'attempts')}, submission ${file.submission_id}` }))));
  }
}

function isAddress(link) {
  return link !== null && /^https?:\/\//.test(link);
}
