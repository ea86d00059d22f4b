/** Creates and changes elements. Data becomes text nodes only, never HTML. */

import { localTime, utc } from './words.js';

const SVG = 'http://www.w3.org/2000/svg';

export const part = id => document.getElementById(id);

/** @param attributes `text` sets the text, `on…` adds an event listener */
export function element(name, attributes = {}, ...children) {
  const created = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === 'text') {
      created.textContent = value;
    } else if (key.startsWith('on')) {
      created.addEventListener(key.slice(2), value);
    } else if (value !== null && value !== false) {
      created.setAttribute(key, value);
    }
  }
  created.append(...children);
  return created;
}

export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', `icon icon-${name}`);
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `#icon-${name}`);
  svg.append(use);
  return svg;
}

/** Shows a state as an icon and a word. */
export function badge(state, word) {
  return element('span', { class: 'badge', 'data-state': state }, icon(state), element('span', { text: word }));
}

export function time(iso) {
  if (!iso) {
    return element('span', { text: 'never' });
  }
  const date = new Date(iso);
  return element('time', { datetime: iso, title: utc(date), text: localTime(date) });
}

/** A table cell with a label for small screens. */
export function cell(label, attributes, ...children) {
  return element('td', { role: 'cell', 'data-label': label, ...attributes }, ...children);
}

/** Sets a text if it differs, so that selections and screen readers are not disturbed. */
export function setText(where, text) {
  if (where.textContent !== text) {
    where.textContent = text;
  }
}

export function show(where, visible) {
  where.hidden = !visible;
}

/** Shows a message, or hides it if the text is empty. */
export function showMessage(where, text) {
  setText(where, text);
  show(where, text !== '');
  delete where.dataset.bad;
}

/** Shows a message as an error. */
export function showError(where, text) {
  showMessage(where, text);
  where.dataset.bad = 'true';
}

/** Lets screen readers read a text, once. */
export function announce(text) {
  part('said').textContent = text;
}

/** Adds missing sync types to a select element; keeps its value. */
export function addOptions(select, types, title) {
  const known = [...select.options].map(option => option.value);
  for (const type of types.filter(each => !known.includes(each))) {
    select.append(element('option', { value: type, text: title(type) }));
  }
}

/** Disables a button so that it keeps the focus and screen readers still find it. */
export function enable(button, enabled) {
  button.setAttribute('aria-disabled', String(!enabled));
}

export function isEnabled(button) {
  return button.getAttribute('aria-disabled') !== 'true';
}
