// Keeps the page true while it is open: one stream of events from the server, told by #main[data-events].
// `html` puts an element in the place of the one with its id, `refresh` fetches the page again, anything else is
// handed to the custom elements as an event of the document. A hidden tab listens to nothing.

import {morph} from './morph.js';

const DATA_EVENTS = ['map', 'pieces', 'transfer'];
const LONGEST_PAUSE = 10_000;

let source = null;
let address = null;
let pause = 500;
let missed = false;
let retry = 0;

const main = () => document.getElementById('main');

function listen() {
  clearTimeout(retry);
  const wanted = document.hidden ? null : main()?.dataset.events ?? null;
  if (wanted === address && source?.readyState !== EventSource.CLOSED) return;
  source?.close();
  source = null;
  address = wanted;
  if (!wanted) return;

  source = new EventSource(wanted);
  source.addEventListener('open', () => {
    pause = 500;
    document.documentElement.classList.remove('is-offline');
    if (missed) refresh();
    missed = false;
  });
  source.addEventListener('error', () => {
    missed = true;
    document.documentElement.classList.add('is-offline');
    if (source.readyState !== EventSource.CLOSED) return;
    retry = setTimeout(listen, pause);
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  });
  source.addEventListener('html', event => place(event.data));
  source.addEventListener('refresh', refresh);
  for (const name of DATA_EVENTS) {
    source.addEventListener(name, event => {
      document.dispatchEvent(new CustomEvent(`live:${name}`, {detail: JSON.parse(event.data)}));
    });
  }
}

function place(html) {
  const template = document.createElement('template');
  template.innerHTML = html;
  const wanted = template.content.firstElementChild;
  const present = document.getElementById(wanted.id);
  if (present) morph(present, wanted);
  else if ('listed' in wanted.dataset) refresh();
}

let refreshing = false;
let stale = false;

/** What is told while the page is on its way may not be in it: then it is fetched once more. */
async function refresh() {
  stale = true;
  if (refreshing) return;
  refreshing = true;
  try {
    while (stale) {
      stale = false;
      await htmx.ajax('GET', location.href, {source: '#main', target: '#main', select: '#main', swap: 'morph'});
    }
  } finally {
    refreshing = false;
  }
}

document.addEventListener('visibilitychange', () => {
  if (document.hidden) missed = true;
  listen();
});
document.addEventListener('htmx:afterSettle', listen);
addEventListener('pagehide', () => source?.close());
addEventListener('pageshow', event => {
  if (!event.persisted) return;
  address = null;
  missed = true;
  listen();
});
listen();
