// Files into the page: dropped anywhere, or chosen by a button. A .torrent file is added; anything else is shared,
// a folder or several files as one swarm.

import {notify} from './actions.js';
import {bytes} from './bytes.js';

const veil = document.getElementById('drop-veil');
const running = new Set();

/** @typedef {{file: File, path: string}} Item */

const isTorrent = file => file.name.toLowerCase().endsWith('.torrent');

async function take(items) {
  const torrents = items.filter(item => isTorrent(item.file) && !item.path.includes('/'));
  const shared = items.filter(item => !torrents.includes(item));
  for (const {file} of torrents) send(veil.dataset.torrents, file.name, [['torrent', file, file.name]]);
  if (shared.length === 0) return;

  const folder = commonFolder(shared);
  const alone = shared.length === 1 ? shared[0].file.name : null;
  const name = folder ?? alone ?? (await askName(shared));
  if (!name) return;
  const files = shared.map(({file, path}) => ['file', file, path]);
  // A folder and a single file have a name of their own.
  send(veil.dataset.shares, name, folder ?? alone ? files : [['name', name], ...files]);
}

/** The folder that all lie in, or null. */
function commonFolder(items) {
  const first = items[0].path.split('/');
  if (first.length < 2) return null;
  return items.every(item => item.path.startsWith(`${first[0]}/`)) ? first[0] : null;
}

function askName(items) {
  const dialog = document.getElementById('name-share');
  const field = dialog.querySelector('input');
  dialog.querySelector('[data-part=count]').textContent = items.length;
  field.value = `${items[0].path.split('/')[0].replace(/\.[^.]+$/, '')} and ${items.length - 1} more`;
  dialog.returnValue = 'cancel';
  dialog.showModal();
  field.select();
  return new Promise(resolve => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'share' ? field.value.trim() : null), {once: true});
  });
}

function send(address, name, parts) {
  const form = new FormData();
  for (const part of parts) form.append(...part);
  const card = document.getElementById('upload-template').content.firstElementChild.cloneNode(true);
  const bar = card.querySelector('progress');
  const state = card.querySelector('.upload-state');
  card.querySelector('.upload-name').textContent = name;
  document.getElementById('uploads').append(card);

  const request = new XMLHttpRequest();
  running.add(request);
  request.upload.addEventListener('progress', ({loaded, total}) => {
    bar.value = total ? loaded / total : 0;
    state.textContent = loaded < total ? `${bytes(loaded)} of ${bytes(total)}` : 'Hashing its pieces …';
    if (loaded >= total) bar.removeAttribute('value');
  });
  request.addEventListener('load', () => {
    if (request.status < 300) {
      const torrent = JSON.parse(request.responseText);
      finished(card, torrent, request.status === 201);
      document.dispatchEvent(new CustomEvent('shared', {detail: {torrent, type: parts.length === 1 ? parts[0][1].type : ''}}));
    } else {
      card.remove();
      notify(`“${name}” was not taken: ${reason(request)}`);
    }
  });
  request.addEventListener('error', () => {
    card.remove();
    notify(`“${name}” did not arrive: the connection broke. See whether Lyceum still runs, then drop it again.`);
  });
  request.addEventListener('abort', () => card.remove());
  request.addEventListener('loadend', () => running.delete(request));
  card.querySelector('.upload-end').addEventListener('click', () => request.abort());
  request.open('POST', address);
  request.setRequestHeader('Accept', 'application/json');
  request.send(form);
}

function reason(request) {
  try {
    return JSON.parse(request.responseText).detail ?? `the answer was ${request.status}.`;
  } catch {
    return `the answer was ${request.status}.`;
  }
}

function finished(card, torrent, isNew) {
  const link = document.createElement('a');
  link.href = `${veil.dataset.swarms}/${torrent.infoHash}`;
  link.textContent = torrent.name;
  card.classList.add('is-done');
  card.dataset.testid = 'upload-done';
  card.querySelector('progress').remove();
  card.querySelector('.upload-name').replaceChildren(link);
  card.querySelector('.upload-state').textContent = isNew ? 'Here now. Give its magnet link away:' : 'It was here already:';
  const copy = card.querySelector('[data-copies]');
  copy.dataset.copies = torrent.magnet;
  copy.hidden = false;
  const button = card.querySelector('.upload-end');
  button.setAttribute('aria-label', 'Dismiss');
  button.addEventListener('click', () => card.remove());
}

/** Files of a drop, with folders walked through. */
async function dropped(transfer) {
  const entries = [...transfer.items].map(item => item.webkitGetAsEntry?.()).filter(Boolean);
  if (entries.length === 0) return [...transfer.files].map(file => ({file, path: file.name}));
  return (await Promise.all(entries.map(walk))).flat();
}

async function walk(entry) {
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    return [{file, path: entry.fullPath.slice(1)}];
  }
  const reader = entry.createReader();
  const found = [];
  // A reader tells its entries in portions, an empty one at the end.
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return found;
    found.push(...(await Promise.all(some.map(walk))).flat());
  }
}

function listen() {
  const carriesFiles = event => event.dataTransfer?.types.includes('Files');
  let depth = 0;
  const show = on => {
    if (!on) depth = 0;
    veil.hidden = !on;
  };
  document.addEventListener('dragenter', event => {
    if (!carriesFiles(event)) return;
    depth++;
    show(true);
  });
  document.addEventListener('dragleave', event => {
    if (carriesFiles(event) && --depth <= 0) show(false);
  });
  document.addEventListener('dragover', event => {
    if (carriesFiles(event)) event.preventDefault();
  });
  document.addEventListener('drop', async event => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    show(false);
    try {
      take(await dropped(event.dataTransfer));
    } catch (failure) {
      notify(`The browser could not read what was dropped: ${failure.message}`);
    }
  });

  document.addEventListener('click', event => {
    const picks = event.target.closest('[data-picks]')?.dataset.picks;
    if (picks) document.getElementById(picks).click();
  });
  document.addEventListener('change', event => {
    if (!event.target.matches('.add-files input[type=file], .composer input[type=file]')) return;
    take([...event.target.files].map(file => ({file, path: file.webkitRelativePath || file.name})));
    event.target.value = '';
  });
  addEventListener('beforeunload', event => {
    if (running.size > 0) event.preventDefault();
  });
}

if (veil) listen();
